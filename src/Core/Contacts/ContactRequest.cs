using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Email;
using Contacts.Core.Settings;
using Contacts.Core.Text;

namespace Contacts.Core.Contacts;

/// <summary>A contact as a caller sent it: raw text, nothing checked yet. Null and blank both mean "not given".</summary>
public sealed record ContactRequest : ContactProfile<string?>
{
    public string? Email { get; init; }
    public string? Phone { get; init; }

    /// <inheritdoc cref="Contact.ForeignId"/>
    public string? ForeignId { get; init; }

    /// <summary>A change of attributes, as JSON.</summary>
    public string? Attributes { get; init; }

    /// <summary>Groups that must exist.</summary>
    public ImmutableArray<long> GroupIds { get; init; } = [];

    /// <summary>Names of groups; unknown ones are created.</summary>
    public ImmutableArray<string> GroupNames { get; init; } = [];

    /// <summary>
    /// Null: not given, which is no consent; false is a "no" that the history keeps. A sign-up is one, whatever stands here.
    /// </summary>
    public bool? EmailSubscribed { get; init; }

    /// <summary>Null: not given, which is no consent; false is a "no" that the history keeps.</summary>
    public bool? SmsSubscribed { get; init; }

    public string? Source { get; init; }

    /// <summary>The caller, as the history names it.</summary>
    public required string Actor { get; init; }

    /// <summary>The audit entry and the note of an idempotent request, written in the same transaction.</summary>
    public CommandTrail? Trail { get; init; }

    /// <summary>From where the caller speaks; its page and version of the text as sent.</summary>
    public ConsentEvidence? Evidence { get; init; }

    /// <inheritdoc cref="CheckedContact.KeyId"/>
    public long KeyId { get; init; }

    /// <inheritdoc cref="CheckedContact.IsBounded"/>
    public bool IsBounded { get; init; }

    /// <summary>This as a newsletter sign-up, or the first problem with it.</summary>
    public (CheckedContact? Contact, FieldProblem? Problem) CheckSignUp(IdentitySettings settings)
    {
        var input = new ContactInput(settings);
        return Check(input, ContactWriteKind.Register, input.RequiredEmail(Email), GroupTag.SignUpLimit);
    }

    /// <summary>This as a contact to create, or the first problem with it.</summary>
    public (CheckedContact? Contact, FieldProblem? Problem) CheckNew(IdentitySettings settings)
    {
        var input = new ContactInput(settings);
        return Check(input, ContactWriteKind.Create, input.Email(Email), InputText.NameLimit);
    }

    /// <summary>Most sign-ups say neither page nor version: theirs is taken as it is.</summary>
    private ConsentEvidence? Clean(ContactInput input) => Evidence is { Page: null, TextVersion: null } or null
        ? Evidence
        : Evidence with
        {
            Page = input.Text(Evidence.Page, ConsentEvidence.PageLimit, InputField.Page),
            TextVersion = input.Text(Evidence.TextVersion, ConsentEvidence.TextVersionLimit, InputField.TextVersion),
        };

    private (CheckedContact?, FieldProblem?) Check(ContactInput input, ContactWriteKind kind, EmailAddress? email, int groupNameLimit)
    {
        // In this order: the first problem is the one that is told.
        var contact = new CheckedContact
        {
            Kind = kind,
            Email = email?.Normalised,
            EmailKey = email is { } address ? input.Canonical(address) : null,
            Phone = input.Phone(Phone),
            GroupIds = GroupIds,
            EmailSubscribed = kind == ContactWriteKind.Register ? true : EmailSubscribed,
            SmsSubscribed = SmsSubscribed,
            Actor = Actor,
            Trail = Trail,
            IsBounded = IsBounded,
            KeyId = KeyId,
        }.WithProfile(field => input.Name(this[field], field.Input)) with
        {
            Source = input.Source(Source),
            GroupNames = input.Tags(GroupNames, groupNameLimit),
            Evidence = Clean(input),
            ForeignId = input.ForeignId(ForeignId),
            Attributes = input.Attributes(Attributes),
        };
        if (contact.Email is null && contact.Phone is null) input.Refuse(ContactRules.NothingToReach);
        return input.Problem is { } problem ? (null, problem) : (contact, null);
    }
}
