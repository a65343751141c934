using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>An entry of a contact's history.</summary>
internal sealed record StoredEvent(long ContactId, long Id, string Kind, DateTimeOffset At, string? Before, string? After, string? Evidence)
{
    /// <summary>Whether nothing but kind and time is left of it.</summary>
    public bool IsErased { get; init; }
}

/// <summary>A merge that a contact took part in.</summary>
internal sealed record StoredMerge(
    string Id, long SurvivorId, long LegacyId, DateTimeOffset At, DateTimeOffset? UndoneAt, string Journal)
{
    public bool IsErased => Journal == MergeDecisions.ErasedJournal;
}

/// <summary>A person with the rows, merges and histories that say who it is.</summary>
internal sealed record GatheredPerson(
    int OrganisationId, ErasedPerson Person, ImmutableArray<ContactRow> Rows, ImmutableArray<StoredMerge> Merges)
{
    /// <summary>How many entries of the person's histories are not erased yet.</summary>
    public required int Events { get; init; }

    /// <summary>Contacts that were one with the person for a while.</summary>
    public IEnumerable<long> FormerPartners => Partings.Select(parting => parting.Key);

    /// <summary>The times for which others were one with the person.</summary>
    public IEnumerable<IGrouping<long, StoredMerge>> Partings => Merges.Where(merge => merge.UndoneAt is not null)
        .GroupBy(merge => Person.ContactIds.Contains(merge.SurvivorId) ? merge.LegacyId : merge.SurvivorId)
        .Where(parting => !Person.ContactIds.Contains(parting.Key));

    /// <summary>The parameters of a statement about each of the person's contacts.</summary>
    public IEnumerable<SqlValue[]> EachContact() => Each(Person.ContactIds);

    /// <summary>The parameters of a statement about each of some records of the organisation.</summary>
    public IEnumerable<SqlValue[]> Each(IEnumerable<long> ids) => ids.Select(id => (SqlValue[])[OrganisationId, id]);

    /// <summary>The parameters of a statement about each of the addresses that are the person's alone.</summary>
    public IEnumerable<SqlValue[]> EachEmail() => Person.Emails.Where(Person.HasEmail).Select(email => (SqlValue[])[OrganisationId, email]);
}

/// <summary>
/// Gathers a person: rows, and addresses, numbers and integrators' ids of rows, of histories, and of merges that were undone, as far as
/// they were the person's own. One that was never merged takes three round trips.
/// </summary>
internal sealed class PersonReader(int organisationId, IdentitySettings identity)
{
    private static readonly Statement _byExternalId = new("Erasure/by_external_id.sql");
    private static readonly Statement _byId = new("Erasure/by_id.sql");
    private static readonly Statement _events = new("Erasure/events.sql");
    private static readonly Statement _mergesAsSurvivor = new("Erasure/merges_as_survivor.sql");
    private static readonly Statement _mergesAsLegacy = new("Erasure/merges_as_legacy.sql");

    public int OrganisationId => organisationId;

    /// <summary>
    /// Null where there is no such contact, or nothing is left of it. <paramref name="more"/> adds statements to one of the round trips.
    /// </summary>
    public async ValueTask<GatheredPerson?> ReadAsync(IStoreSession session, string contactId, Action<StatementBatch>? more = null)
    {
        if (await RootAsync(session, contactId) is not { } root) return null;
        var (rows, events, merges) = await FamilyAsync(session, root, more);
        if (root.MergedInto is not null && events.All(entry => entry.Before is null && entry.After is null)) return null;
        var texts = new PersonTexts();
        foreach (var row in rows) texts.Add(row);
        foreach (var entry in events) texts.Add(entry);
        var ids = rows.Select(row => row.Id).ToHashSet();
        foreach (var merge in merges.Where(merge => !merge.IsErased)) texts.Add(merge, ids);
        return new(organisationId, await PersonAsync(session, rows, texts), rows, merges)
        {
            Events = events.Count(entry => !entry.IsErased),
        };
    }

    public static FoundRows<StoredEvent> Events(StatementBatch batch, int organisationId, IEnumerable<long> contacts) => batch.AllOfEach(
        _events,
        row => new StoredEvent(
            row.Int64(0), row.Int64(1), row.Text(2), row.Time(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6))
        {
            IsErased = row.Bool(7),
        },
        contacts.Select(id => (SqlValue[])[organisationId, id]));

    /// <summary>The last contact of the chain of merges behind an external id, live or removed.</summary>
    private async ValueTask<ContactRow?> RootAsync(IStoreSession session, string contactId)
    {
        var row = await session.FirstAsync(_byExternalId, row => ContactColumns.Read(row), organisationId, contactId);
        while (row?.MergedInto is { } id and not 0)
            row = await session.FirstAsync(_byId, found => ContactColumns.Read(found), organisationId, id);
        return row;
    }

    /// <summary>
    /// A contact and all that were merged into it, the first one first, with their histories and merges, which say who was merged.
    /// </summary>
    private async ValueTask<(ImmutableArray<ContactRow>, List<StoredEvent>, ImmutableArray<StoredMerge>)> FamilyAsync(
        IStoreSession session, ContactRow root, Action<StatementBatch>? more)
    {
        var (rows, events, merges) = (new List<ContactRow>(), new List<StoredEvent>(), new List<StoredMerge>());
        for (ImmutableArray<ContactRow> next = [root]; next.Length > 0;)
        {
            var batch = new StatementBatch();
            SqlValue[][] ids = [.. next.Select(row => (SqlValue[])[organisationId, row.Id])];
            var history = Events(batch, organisationId, next.Select(row => row.Id));
            var survived = batch.AllOfEach(_mergesAsSurvivor, ReadMerge, ids);
            var ended = batch.AllOfEach(_mergesAsLegacy, ReadMerge, ids);
            if (rows.Count == 0) more?.Invoke(batch);
            await session.RunAsync(batch);
            rows.AddRange(next);
            events.AddRange(history);
            merges.AddRange([.. survived, .. ended]);
            next = await MergedAsync(session, survived, rows);
        }
        return ([.. rows], events, [.. merges.DistinctBy(merge => merge.Id)]);
    }

    /// <summary>Contacts that were merged and still are.</summary>
    private async ValueTask<ImmutableArray<ContactRow>> MergedAsync(
        IStoreSession session, FoundRows<StoredMerge> survived, List<ContactRow> into)
    {
        var known = into.Select(row => row.Id).ToHashSet();
        long[] ids = [.. survived.Where(merge => merge.UndoneAt is null).Select(merge => merge.LegacyId).Except(known).Order()];
        var found = await session.RunAsync(batch => batch.AllOfEach(
            _byId, row => ContactColumns.Read(row), ids.Select(id => (SqlValue[])[organisationId, id])));
        return [.. found.Where(row => row.MergedInto is { } survivor && known.Contains(survivor))];
    }

    private async ValueTask<ErasedPerson> PersonAsync(IStoreSession session, ImmutableArray<ContactRow> rows, PersonTexts texts)
    {
        ImmutableHashSet<string> emails = [.. texts.Emails];
        ImmutableHashSet<string> keys =
            [.. texts.Keys, .. emails.Select(email => EmailIdentity.KeyOf(email, identity.EmailCanonicalization)).OfType<string>()];
        var person = new ErasedPerson
        {
            Identity = identity, ContactIds = [.. rows.Select(row => row.Id)], ExternalIds = [.. rows.Select(row => row.ExternalId)],
            Emails = emails, EmailKeys = keys, Phones = [.. texts.Phones], ForeignIds = [.. texts.ForeignIds], Texts = [.. texts.Others],
        };
        var shared = await session.RunAsync(batch => new SharedAddresses(batch, organisationId, person));
        return person with
        {
            SharedEmailKeys = [.. shared.EmailKeys], SharedPhones = [.. shared.Phones], SharedForeignIds = [.. shared.ForeignIds],
        };
    }

    private static StoredMerge ReadMerge(IRow row) =>
        new(row.Text(0), row.Int64(1), row.Int64(2), row.Time(3), row.TimeOrNull(4), row.Text(5));
}
