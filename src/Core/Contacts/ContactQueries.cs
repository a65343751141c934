using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Text;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// What a list of contacts is sorted by. <see cref="Newest"/> is by id, newest first, the only order that pages by index.
/// </summary>
public enum ContactOrder { Newest, CreatedAt, UpdatedAt, Email, FirstName, LastName }

/// <summary>
/// A page of the live contacts of one organisation. <see cref="Page"/> counts from 1, <see cref="PageSize"/> is 1 to 100.
/// All given filters must hold.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.query")]
public sealed record ContactQuery
{
    [Id(0)] public int Page { get; init; } = 1;
    [Id(1)] public int PageSize { get; init; } = 20;

    /// <summary>Part of a name, company, address or phone; case and diacritics do not matter.</summary>
    [Id(2)] public string? Search { get; init; }

    [Id(3)] public long? GroupId { get; init; }

    /// <summary>True: subscribed to SMS only; false: not subscribed only.</summary>
    [Id(4)] public bool? SmsSubscribed { get; init; }

    /// <summary>Names of groups of which the contact has at least one; <see cref="WithoutGroups"/> adds those that have none.</summary>
    [Id(5)] public ImmutableArray<string> Tags { get; init; } = [];

    [Id(6)] public bool WithoutGroups { get; init; }
    [Id(7)] public ContactOrder Order { get; init; } = ContactOrder.Newest;
    [Id(8)] public bool Ascending { get; init; }

    /// <summary>Whether the contacts come with <see cref="Contact.EmailConsent"/>.</summary>
    [Id(9)] public bool WithConsents { get; init; }

    /// <summary>
    /// The consent of the address; <see cref="ConsentState.None"/> also where nothing is stored of it, or there is no address.
    /// </summary>
    [Id(10)] public ConsentState? Consent { get; init; }

    /// <summary>The source of the first sign-up, exactly; empty: contacts without one.</summary>
    [Id(11)] public string? Source { get; init; }

    /// <summary>The earliest moment at which the contact was made.</summary>
    [Id(12)] public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The moment before which the contact was made.</summary>
    [Id(13)] public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>By when a pending consent counts as lapsed.</summary>
    [Id(14)] public DateTimeOffset At { get; init; }

    /// <summary>
    /// An attribute that the contact has, as the terms that it may stand for (<see cref="ContactAttributes.TermsOf"/>); empty: any.
    /// </summary>
    [Id(15)] public ImmutableArray<string> Attribute { get; init; } = [];

    /// <summary>What the number begins with: plus sign and calling code of a country, which some countries share.</summary>
    [Id(16)] public string? CallingCode { get; init; }

    /// <summary>
    /// The query of a moment, with groups and source as they are stored. A name that no group can have stays what it is, and finds nobody:
    /// without it there would be no filter.
    /// </summary>
    public ContactQuery AsStored(DateTimeOffset at) =>
        this with { At = at, Tags = [.. Tags.Select(AsStored)], Source = Source is null ? null : AsStored(Source) };

    private static string AsStored(string name) =>
        InputText.Clean(name, InputText.NameLimit, out var clean) == InputTextError.None && clean.Length > 0 ? clean : name;
}

/// <summary>One page of contacts and the exact number of all that match, both from one snapshot.</summary>
[GenerateSerializer, Immutable, Alias("contacts.page")]
public sealed record ContactPage
{
    [Id(0)] public ImmutableArray<Contact> Items { get; init; } = [];
    [Id(1)] public long Total { get; init; }
}

/// <summary>A merge as the survivor's detail shows it; <see cref="LegacyId"/> is the external id that was merged in.</summary>
[GenerateSerializer, Immutable, Alias("contacts.merge-entry")]
public sealed record MergeEntry
{
    [Id(0)] public required string MergeId { get; init; }
    [Id(1)] public required DateTimeOffset MergedAt { get; init; }
    [Id(2)] public required string LegacyId { get; init; }
}

/// <summary>A ticket as a contact's detail shows it.</summary>
[GenerateSerializer, Immutable, Alias("contacts.ticket-entry")]
public sealed record ContactTicket
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Key { get; init; }
    [Id(2)] public required string Subject { get; init; }
    [Id(3)] public required string Status { get; init; }
}

/// <summary>A contact with its consents, the newest part of its history, its merges (newest first) and its tickets.</summary>
[GenerateSerializer, Immutable, Alias("contacts.detail")]
public sealed record ContactDetail
{
    [Id(0)] public required Contact Contact { get; init; }
    [Id(1)] public HistoryPage History { get; init; } = new();
    [Id(2)] public ImmutableArray<MergeEntry> Merges { get; init; } = [];
    [Id(3)] public ImmutableArray<ContactTicket> Tickets { get; init; } = [];

    /// <summary>The consent of the number.</summary>
    [Id(4)] public required ConsentStanding SmsConsent { get; init; }
}
