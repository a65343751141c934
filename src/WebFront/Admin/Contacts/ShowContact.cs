using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class ShowContact
{
    /// <summary>A contact with its history</summary>
    /// <remarks>
    /// History and merges are newest first. The id of a contact that was merged away finds the one it was merged into.
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
internal sealed class DetailedContact : AdminContact
{
    private readonly ContactDetail _detail;

    internal DetailedContact(ContactDetail detail)
        : base(detail.Contact) => _detail = detail;

    /// <summary>One entry per channel.</summary>
    [JsonPropertyOrder(2)] public ImmutableArray<Consent> Consents =>
        [new("email", _detail.Contact.EmailSubscribed, _detail), new("sms", _detail.Contact.SmsSubscribed, _detail)];

    /// <summary>What happened to the contact.</summary>
    [JsonPropertyOrder(2)] public ImmutableArray<HistoryItem> History => [.. _detail.History.Select(entry => new HistoryItem(entry))];

    /// <summary>Tickets of the contact.</summary>
    [JsonPropertyOrder(2)] public ImmutableArray<TicketOfContact> Tickets =>
        [.. _detail.Tickets.Select(ticket => new TicketOfContact(ticket))];

    /// <summary>Contacts that were merged into this one.</summary>
    [JsonPropertyOrder(2)] public ImmutableArray<MergeItem> Merges => [.. _detail.Merges.Select(merge => new MergeItem(merge))];
}

/// <summary>A consent as it is, and since when, from the newest entry of the history that set it; else since the contact is.</summary>
internal sealed class Consent
{
    internal Consent(string channel, bool isSubscribed, ContactDetail detail)
    {
        var change = detail.History.FirstOrDefault(entry => Sets(entry, channel));
        (Channel, Subscribed) = (channel, isSubscribed);
        (ChangedAt, Source) = change is null ? (detail.Contact.CreatedAt, detail.Contact.Source) : (change.At, change.Source);
    }

    /// <summary>Where.</summary><example>email</example>
    [AllowedValues("email", "sms")] public string Channel { get; }

    /// <summary>Whether messages may be sent.</summary><example>true</example>
    public bool Subscribed { get; }

    /// <summary>Since when.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset ChangedAt { get; }

    /// <summary>Through what, where known.</summary><example>web</example>
    public string? Source { get; }

    private static bool Sets(HistoryEntry entry, string channel)
    {
        if (entry.After is null || !entry.After.Contains("ubscribed", StringComparison.Ordinal))
            return false;
        using var after = JsonDocument.Parse(entry.After);
        return after.RootElement.ValueKind == JsonValueKind.Object
            && (after.RootElement.TryGetProperty(channel + "Subscribed", out _)
                || after.RootElement.TryGetProperty(channel + "_subscribed", out _));
    }
}

/// <summary>An entry of the history.</summary>
internal sealed class HistoryItem
{
    private readonly HistoryEntry _entry;

    internal HistoryItem(HistoryEntry entry) => _entry = entry;

    /// <summary>When.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset At => _entry.At;

    /// <summary>What.</summary><example>registered</example>
    public string Kind => _entry.Kind;

    /// <summary>Through what.</summary><example>web</example>
    public string? Source => _entry.Source;

    /// <summary>Description of the API key.</summary><example>Website</example>
    public string? Actor => _entry.Actor;

    /// <summary>Why, where it was asked for.</summary><example>Asked for by phone</example>
    public string? Reason => _entry.Reason;

    /// <summary>Changed values before.</summary>
    public RawJson? Before => RawJson.OrNull(_entry.Before);

    /// <summary>Changed values after.</summary>
    public RawJson? After => RawJson.OrNull(_entry.After);
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
