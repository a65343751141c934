using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class ShowHistory
{
    /// <summary>A contact's history in pages</summary>
    /// <remarks>
    /// Newest first, with the entries of contacts that were merged in. nextBefore as `before` gives the page behind; entries that are added
    /// meanwhile do not move it.
    /// </remarks>
    [Parameter<string>("id", "External id of the contact, also one that was merged away.", "a8Kd0Qz3LmX91bTy", IsRequired = true)]
    [Parameter<long>("limit", "Entries per page, 50 unless given; over 100 is 100.", 50)]
    [Parameter<long>("before", "Only entries older than the one of this id.", 4711)]
    public static async Task<Reply<HistoryAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var externalId = values.Text("id");
        var range = new HistoryRange { Limit = values.PageSize("limit", HistoryRange.Newest.Limit), Before = values.Integer("before") };
        if (values.Problem is { } problem)
            return problem;
        if (externalId is null)
            return Failure.Required("id");
        var directory = call.OfOrganisation<IContactDirectoryGrain>();
        return await directory.ResolveAsync(externalId, call.Aborted) is { } id
            ? HistoryAnswer.Of(await directory.HistoryAsync(id, range, call.Aborted))
            : Failure.ContactNotFound;
    }
}

/// <param name="Items">Entries.</param>
/// <param name="NextBefore">For the next page; null on the last one.</param>
internal sealed record HistoryAnswer(ImmutableArray<HistoryItem> Items, long? NextBefore) : Answer
{
    public static HistoryAnswer Of(HistoryPage page) => new(HistoryItem.Of(page), page.HasMore ? page.Entries[^1].Id : null);
}

/// <summary>An entry of the history.</summary>
internal sealed class HistoryItem
{
    private readonly HistoryEntry _entry;

    private HistoryItem(HistoryEntry entry) => _entry = entry;

    public static ImmutableArray<HistoryItem> Of(HistoryPage page) => [.. page.Entries.Select(entry => new HistoryItem(entry))];

    /// <summary>Id of the entry; later ones have greater ids.</summary><example>4711</example>
    public long Id => _entry.Id;

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
    public RawJson? Before => RawJson.OrNull(ChangedValues.Shown(_entry.Before));

    /// <summary>Changed values after.</summary>
    public RawJson? After => RawJson.OrNull(ChangedValues.Shown(_entry.After));

    /// <summary>
    /// From where a consent was given, asked for or withdrawn: `ip`, `userAgent`, and, where they are known, `page` and `textVersion`.
    /// </summary>
    public RawJson? Evidence => RawJson.OrNull(_entry.Evidence);
}
