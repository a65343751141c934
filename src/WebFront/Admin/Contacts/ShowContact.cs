using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class ShowContact
{
    /// <summary>A contact with its history</summary>
    /// <remarks>
    /// History (its newest 50 entries) and merges are newest first. The id of a contact that was merged away finds the one it was merged
    /// into.
    /// </remarks>
    [Parameter<string>("id", "External id of the contact, also one that was merged away.", "a8Kd0Qz3LmX91bTy", IsRequired = true)]
    public static async Task<Reply<ContactDetailAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        if (values.Text("id") is not { } externalId)
            return values.Problem ?? Failure.Required("id");
        var id = await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(externalId, call.Aborted);
        var detail = id is null ? null : await call.Contact(id.Value).GetDetailAsync(call.Aborted);
        return detail is null ? Failure.ContactNotFound : new ContactDetailAnswer(new(detail));
    }
}

/// <param name="Contact">The contact.</param>
internal sealed record ContactDetailAnswer(DetailedContact Contact) : Answer;

/// <summary>A contact with all that is known of it.</summary>
internal sealed class DetailedContact : ListedAdminContact
{
    private readonly ContactDetail _detail;

    internal DetailedContact(ContactDetail detail)
        : base(detail.Contact) => _detail = detail;

    /// <summary>One entry per channel.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<Consent> Consents =>
    [
        new("email", _detail.Contact.EmailSubscribed, _detail.Contact.EmailConsent!, _detail.Contact),
        new("sms", _detail.Contact.SmsSubscribed, _detail.SmsConsent, _detail.Contact),
    ];

    /// <summary>What happened to the contact: the newest 50 entries.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<HistoryItem> History => HistoryItem.Of(_detail.History);

    /// <summary>Whether there are older entries; see `/bff/contact/history`.</summary><example>false</example>
    [JsonPropertyOrder(3)] public bool HistoryMore => _detail.History.HasMore;

    /// <summary>Tickets of the contact.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<TicketOfContact> Tickets =>
        [.. _detail.Tickets.Select(ticket => new TicketOfContact(ticket))];

    /// <summary>Contacts that were merged into this one.</summary>
    [JsonPropertyOrder(3)] public ImmutableArray<MergeItem> Merges => [.. _detail.Merges.Select(merge => new MergeItem(merge))];
}

/// <summary>A consent as it is, and since when: since it was set last, else since the contact is.</summary>
internal sealed class Consent
{
    internal Consent(string channel, bool isSubscribed, ConsentStanding consent, Contact contact)
    {
        (Channel, Subscribed) = (channel, isSubscribed);
        (ChangedAt, Source) = consent.ChangedAt is { } at ? (at, consent.Source) : (contact.CreatedAt, contact.Source);
    }

    /// <summary>Where.</summary><example>email</example>
    [AllowedValues("email", "sms")] public string Channel { get; }

    /// <summary>Whether messages may be sent.</summary><example>true</example>
    public bool Subscribed { get; }

    /// <summary>Since when.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>Through what, where known.</summary><example>web</example>
    public string? Source { get; }
}

/// <summary>A ticket of a contact.</summary>
internal sealed class TicketOfContact
{
    internal TicketOfContact(ContactTicket ticket) =>
        (Id, Key, Subject, Status) = (ticket.Id, ticket.Key, ticket.Subject, ticket.Status);

    /// <summary>Id.</summary><example>q7Ls0Wd2XcV5nMp1</example>
    public string Id { get; }

    /// <summary>Key.</summary><example>DEMO-17</example>
    public string Key { get; }

    /// <summary>Subject.</summary><example>Request from Jan</example>
    public string Subject { get; }

    /// <summary>Status.</summary><example>new</example>
    public string Status { get; }
}

/// <summary>A merge into a contact.</summary>
internal sealed class MergeItem
{
    internal MergeItem(MergeEntry merge) => (MergeId, MergedAt, LegacyId) = (merge.MergeId, merge.MergedAt, merge.LegacyId);

    /// <summary>For merge-undo.</summary><example>Zx81KqPw0sLm4TtR</example>
    public string MergeId { get; }

    /// <summary>When.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset MergedAt { get; }

    /// <summary>External id of the other.</summary><example>b2Nf7Rg5HjU64cVw</example>
    public string LegacyId { get; }
}
