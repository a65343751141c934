using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class UpsertContact
{
    private static readonly Failure _noIdentity = Failure.Invalid("Provide \"external_id\", \"email\" or \"phone\"");

    /// <summary>Create or update a contact</summary>
    /// <remarks>
    /// The contact of `external_id` is updated as by an update; where nobody has that id, the contact of `email`, unless it has another
    /// id (409). `phone` finds a contact only where it is given alone. Where there is none, the contact is created as by a create. Of any
    /// number of calls at once for one contact one creates it.
    /// </remarks>
    public static async Task<Reply<UpsertAnswer>> HandleAsync(ApiCall call, UpsertContactBody body)
    {
        if (call.Effect is { } effect)
            return Answer(call, await call.FindEffectAsync(effect.Id), effect.Note);
        var input = new ContactInput(call.Caller.Identity);
        var identity = ContactIdentity.Read(input, body.ExternalId.Value, body.Email.Value, body.Phone.Value);
        if (input.Problem is { } problem)
            return Failures.Of(problem, call.Dialect);
        if (identity.IsEmpty)
            return _noIdentity;
        var (contact, refusal) = body.ToRequest(call).CheckNew(call.Caller.Identity);
        var upsert = new ContactUpsert { Identity = identity, New = contact, Problem = refusal, Update = body.ToUpdate(call) };
        var result = await call.Email(identity.Key).UpsertAsync(upsert);
        return Answer(call, result, result.Change.ToString());
    }

    private static Reply<UpsertAnswer> Answer(ApiCall call, ContactResult result, string? change)
    {
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
            return Failures.Of(result, call.Dialect);
        ContactTags.Send(call, contact);
        return new UpsertAnswer((change ?? nameof(ContactChange.Updated)).ToLowerInvariant(), new(contact));
    }
}

/// <summary>A contact as it is to be. Fields that are not sent stay as they are.</summary>
internal sealed record UpsertContactBody
{
    /// <summary>Your own id, unique in the organisation.</summary><example>crm-4711</example>
    [MaxLength(ContactInput.ForeignIdLimit)] public Optional<string> ExternalId { get; set; }

    /// <summary>E-mail address.</summary><example>jane@example.com</example>
    public Optional<string> Email { get; set; }

    /// <summary>Phone in E.164 format.</summary><example>+12125559876</example>
    public Optional<string> Phone { get; set; }

    /// <summary>First name.</summary><example>Jane</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> FirstName { get; set; }

    /// <summary>Last name.</summary><example>Smith</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> LastName { get; set; }

    /// <summary>Company name.</summary><example>Acme Corp</example>
    [MaxLength(InputText.NameLimit)] public Optional<string> Company { get; set; }

    /// <summary>An existing group that it joins.</summary><example>3</example>
    public long? GroupId { get; set; }

    /// <summary>Replaces all group memberships.</summary><example>[3, 7]</example>
    public ImmutableArray<long>? GroupIds { get; set; }

    /// <summary>Whether SMS may be sent; true for a new contact unless given.</summary><example>true</example>
    public bool? SmsSubscribed { get; set; }

    /// <summary>Whether e-mail may be sent; true for a new contact unless given.</summary><example>true</example>
    public bool? EmailSubscribed { get; set; }

    /// <summary>Attributes to change; null takes one away, null for all of them takes them all.</summary><example>{"plan": "pro"}</example>
    public Optional<RawJson> Attributes { get; set; }

    public ContactRequest ToRequest(ApiCall call) => new()
    {
        Email = Email.Value, Phone = Phone.Value, FirstName = FirstName.Value, LastName = LastName.Value, Company = Company.Value,
        ForeignId = ExternalId.Value, Attributes = Attributes.Value.Text, GroupIds = (GroupIds ?? []).AddRange(Joined),
        SmsSubscribed = SmsSubscribed ?? true, EmailSubscribed = EmailSubscribed ?? true, Actor = call.Caller.Actor, Trail = call.Trail,
        Evidence = call.Evidence(),
    };

    public UpdateContactRequest ToUpdate(ApiCall call) => new()
    {
        Email = Email, Phone = Phone, FirstName = FirstName, LastName = LastName, Company = Company, ForeignId = ExternalId,
        Attributes = Attributes.Value.Text, GroupIds = GroupIds, AddGroupIds = Joined,
        SmsSubscribed = SmsSubscribed, EmailSubscribed = EmailSubscribed, Actor = call.Caller.Actor, Trail = call.Trail,
        Evidence = call.Evidence(),
    };

    private ImmutableArray<long> Joined => GroupId is { } id ? [id] : [];
}

/// <param name="Outcome">What was done.</param>
/// <param name="Contact">The contact as it is now.</param>
internal sealed record UpsertAnswer(
    [property: AllowedValues("created", "updated", "unchanged")] string Outcome, SingleContact Contact) : CreatedOrNot
{
    [JsonIgnore] public override bool IsCreated => Outcome == "created";
}
