using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Groups;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// A partial update as received and unchecked: only what was sent changes. A sent <see cref="GroupIds"/> replaces all memberships.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.update-request")]
public sealed record UpdateContactRequest : ContactProfile<Optional<string>>
{
    [Id(0)] public Optional<string> Email { get; init; }
    [Id(1)] public Optional<string> Phone { get; init; }
    [Id(2)] public ImmutableArray<long>? GroupIds { get; init; }
    [Id(3)] public bool? EmailSubscribed { get; init; }
    [Id(4)] public bool? SmsSubscribed { get; init; }
    [Id(5)] public required string Actor { get; init; }

    /// <summary>The audit entry and the note of an idempotent request, written in the same transaction.</summary>
    [Id(6)] public CommandTrail? Trail { get; init; }

    /// <inheritdoc cref="Contact.ForeignId"/>
    [Id(7)] public Optional<string> ForeignId { get; init; }

    /// <summary>A change of attributes, as JSON; null: not sent.</summary>
    [Id(8)] public string? Attributes { get; init; }

    /// <summary>Groups to join; they must exist.</summary>
    [Id(9)] public ImmutableArray<long> AddGroupIds { get; init; } = [];

    /// <summary>Groups to leave; they must exist.</summary>
    [Id(10)] public ImmutableArray<long> RemoveGroupIds { get; init; } = [];

    /// <inheritdoc cref="CheckedUpdate.IfTags"/>
    [Id(11)] public ImmutableArray<string>? IfTags { get; init; }

    /// <summary>From where the update comes.</summary>
    [Id(12)] public ConsentEvidence? Evidence { get; init; }
}

/// <summary>A partial update, checked and cleaned; the address is not part of it. Groups exist and replace all memberships.</summary>
[GenerateSerializer, Immutable, Alias("contacts.changes")]
public sealed record CheckedUpdate : ContactProfile<Optional<string>>
{
    [Id(0)] public Optional<string> Phone { get; init; }
    [Id(1)] public ImmutableArray<GroupRef>? Groups { get; init; }
    [Id(2)] public bool? EmailSubscribed { get; init; }
    [Id(3)] public bool? SmsSubscribed { get; init; }

    /// <summary>The address is cleared.</summary>
    [Id(4)] public bool ClearEmail { get; init; }

    /// <inheritdoc cref="Contact.ForeignId"/>
    [Id(5)] public Optional<string> ForeignId { get; init; }

    /// <summary>A change as <see cref="ContactAttributes"/> says.</summary>
    [Id(6)] public string? Attributes { get; init; }

    /// <summary>Groups to join, beside or instead of <see cref="Groups"/>.</summary>
    [Id(7)] public ImmutableArray<GroupRef> AddGroups { get; init; } = [];

    /// <summary>Groups to leave, before others are joined.</summary>
    [Id(8)] public ImmutableArray<long> RemoveGroupIds { get; init; } = [];

    /// <summary>The <see cref="Contact.Tag"/>s of which the contact must have one; null: any will do.</summary>
    [Id(9)] public ImmutableArray<string>? IfTags { get; init; }

    /// <summary>From where the update comes, as histories and consents keep it.</summary>
    [Id(10)] public string? Evidence { get; init; }

    /// <summary>Whether the update is meant for the contact as it is.</summary>
    public bool IsMeantFor(ContactRow contact) => IfTags is not { } tags || tags.Contains(Contact.TagOf(contact.Id, contact.Version));

    /// <summary>Reads all that was sent but the address and the groups.</summary>
    public static CheckedUpdate Read(ContactInput input, UpdateContactRequest request) => new CheckedUpdate
    {
        Phone = request.Phone.IsSent ? Optional.Of<string>(input.Phone(request.Phone.Value)) : default,
        EmailSubscribed = request.EmailSubscribed,
        SmsSubscribed = request.SmsSubscribed,
        ForeignId = request.ForeignId.IsSent ? Optional.Of<string>(input.ForeignId(request.ForeignId.Value)) : default,
        Attributes = input.Attributes(request.Attributes),
        IfTags = request.IfTags,
        Evidence = request.Evidence?.Write(),
    }.WithProfile(field => Name(input, request[field], field.Input));

    private static Optional<string> Name(ContactInput input, Optional<string> sent, InputField field) =>
        sent.IsSent ? Optional.Of<string>(input.Name(sent.Value, field) ?? "") : default;
}

/// <summary>
/// A change of e-mail asked for by an administrator, raw. With <see cref="ConfirmMerge"/> the owner of the new address is merged in.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.change-email-request")]
public sealed record ChangeEmailRequest
{
    [Id(0)] public required string CurrentEmail { get; init; }
    [Id(1)] public required string NewEmail { get; init; }
    [Id(2)] public required string Reason { get; init; }
    [Id(3)] public bool ConfirmMerge { get; init; }
    [Id(4)] public required string Actor { get; init; }

    /// <summary>The audit entry and the note of an idempotent request, written in the same transaction.</summary>
    [Id(5)] public CommandTrail? Trail { get; init; }
}

/// <summary>A merge to be undone, raw.</summary>
[GenerateSerializer, Immutable, Alias("contacts.merge-undo")]
public sealed record MergeUndo
{
    [Id(0)] public required string MergeId { get; init; }
    [Id(1)] public required string Reason { get; init; }
    [Id(2)] public required string Actor { get; init; }

    /// <summary>As of a change of e-mail.</summary>
    [Id(3)] public CommandTrail? Trail { get; init; }
}

/// <summary>What a change of e-mail would do.</summary>
public enum EmailChangeKind { Noop, Rename, Merge }

/// <summary>
/// The preview of a change of e-mail. <see cref="Outcome"/> is Done, Invalid or NotFound; <see cref="Owner"/> is the contact that would
/// be merged in.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.change-email-preview")]
public sealed record EmailChangePreview
{
    [Id(0)] public required ContactOutcome Outcome { get; init; }
    [Id(1)] public EmailChangeKind Kind { get; init; }
    [Id(2)] public Contact? Owner { get; init; }
    [Id(3)] public FieldProblem? Problem { get; init; }
}
