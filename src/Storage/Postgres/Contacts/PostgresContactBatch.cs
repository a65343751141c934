using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Writes batches on a connection, within its transaction if any: reads the live contacts of the rows' addresses, lets
/// <see cref="ContactWriteRule"/> decide, and writes its effects where each contact is still the one that was read. Two round trips and all
/// or nothing; one round trip where nothing changes. A row that another transaction overtook is Lost.
/// </summary>
internal sealed class PostgresContactBatch(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    /// <summary>Whether new contacts go by <see cref="ContactCopy"/>, which throws where another transaction overtook one.</summary>
    public bool IsCopying { get; init; }

    /// <summary>
    /// Whether the caller has a transaction open. Where there is none, the first round trip is one of its own, whose commit does not wait
    /// for the disk: all that it writes are the ids it takes, and the commit of those who use them is waited for.
    /// </summary>
    public required bool IsInTransaction { get; init; }

    private static readonly string _details = Sql.Load("Postgres/Contacts/batch_details.sql");
    private static readonly string _known = Sql.Load("Postgres/Contacts/batch_known.sql");
    private static readonly string _unflushed = Sql.Load("Postgres/Contacts/batch_unflushed.sql");

    private readonly SuppressedRows _suppressed = new();

    public async Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> rows) =>
        [.. (await WriteDecidedAsync(rows)).Select(written => written.Result)];

    /// <summary>As <see cref="WriteAsync(IReadOnlyList{ContactWrite})"/>, with what was decided of each row.</summary>
    public async Task<(ContactWriteResult Result, DecidedRow Row)[]> WriteDecidedAsync(IReadOnlyList<ContactWrite> rows)
    {
        var order = LockOrder(rows);
        var decided = await DecideAsync([.. order.Select(i => rows[i])]);
        PostponeByNumber(decided, order, rows);
        var written = await WriteAsync(decided);
        var results = new (ContactWriteResult, DecidedRow)[rows.Count];
        for (var i = 0; i < order.Length; i++) results[order[i]] = (Result(decided[i].Effect, written), decided[i]);
        return results;
    }

    private static int[] LockOrder(IReadOnlyList<ContactWrite> rows)
    {
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (x, y) =>
        {
            var byOrganisation = rows[x].OrganisationId.CompareTo(rows[y].OrganisationId);
            if (byOrganisation != 0) return byOrganisation;
            var byKey = string.CompareOrdinal(rows[x].EmailKey, rows[y].EmailKey);
            return byKey != 0 ? byKey : x.CompareTo(y);
        });
        return order;
    }

    private static ContactWriteResult Result(ContactWriteEffect effect, HashSet<long> written)
    {
        var isLost = effect.Outcome == ContactWriteOutcome.Lost || (effect.IsWritten && !written.Contains(effect.Contact.Id));
        return isLost ? new(ContactWriteOutcome.Lost, 0, null) : ContactWriteResult.Of(effect, effect.Contact.Id);
    }

    private async Task<DecidedRow[]> DecideAsync(ContactWrite[] rows)
    {
        var byKey = await new ContactsByKey(connection, cancellationToken).FindAsync(rows);
        var known = await ReadAsync(rows);
        await _suppressed.MarkAsync(
            connection, rows, known, i => byKey.TryGetValue(i, out var found) ? found.Contact : known[i].Contact, cancellationToken);
        var ids = new HashSet<(int, string)>();
        var decided = new DecidedRow[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            decided[i] = byKey.TryGetValue(i, out var found) ? Of(rows[i], found, known[i]) : DecidedRow.Of(rows[i], known[i]);
            // Of two rows with the same integrator's id the second one has to see what the first one did.
            if (rows[i].ForeignId is { } id && !ids.Add((rows[i].OrganisationId, id))) decided[i] = decided[i].Postponed();
        }
        return byKey.Count == 0 ? decided : EachContactOnce(decided, byKey.Keys);
    }

    private static DecidedRow Of(ContactWrite row, FoundByKey found, in KnownRow known) => found.IsAmbiguous
        ? new(found.Contact, new(ContactWriteOutcome.Ambiguous, found.Contact))
        : DecidedRow.Of(
            row, new(found.Contact.Id, found.Contact, found.Consents) { Owner = known.Owner, Suppressed = known.Suppressed });

    /// <summary>A contact that one row has found by its number or id and another one by its address is written once in a batch.</summary>
    private static DecidedRow[] EachContactOnce(DecidedRow[] rows, IReadOnlyCollection<int> byKey)
    {
        var written = new HashSet<long>(rows.Where((row, i) => !byKey.Contains(i) && row.Effect.IsWritten).Select(row => row.Contact.Id));
        foreach (var i in byKey)
            if (rows[i].Effect.IsWritten && !written.Add(rows[i].Contact.Id)) rows[i] = rows[i].Postponed();
        return rows;
    }

    /// <summary>
    /// Of the rows that say something of a number whose consent the batch changes, only the first one as they came is written in it: the
    /// others have to see what it did. <paramref name="order"/> has the index of each decided row among <paramref name="rows"/>.
    /// </summary>
    private static void PostponeByNumber(DecidedRow[] decided, int[] order, IReadOnlyList<ContactWrite> rows)
    {
        var changed = ChangedNumbers(decided);
        if (changed.Count == 0) return;
        var places = Enumerable.Range(0, decided.Length).Where(i => WriteConsents.IsAboutSms(rows[order[i]])).OrderBy(i => order[i]);
        var taken = new HashSet<(int, string?)>();
        foreach (var i in places.Where(i => decided[i].Effect.Outcome != ContactWriteOutcome.Lost))
        {
            var number = (decided[i].Contact.OrganisationId, decided[i].Contact.Phone);
            if (changed.Contains(number) && !taken.Add(number)) decided[i] = decided[i].Postponed();
        }
    }

    /// <summary>Nearly never any.</summary>
    private static HashSet<(int OrganisationId, string? Phone)> ChangedNumbers(DecidedRow[] decided)
    {
        var numbers = new HashSet<(int, string?)>();
        foreach (var row in decided)
            foreach (var consent in row.Effect.Consents)
                if (consent.Channel == ConsentChannel.Sms) numbers.Add((consent.OrganisationId, consent.Address));
        return numbers;
    }

    private async Task<KnownRow[]> ReadAsync(ContactWrite[] rows)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(_known).With(rows, row => row.OrganisationId).With(rows, row => row.EmailKey).With(rows, row => row.Phone)
            .With(rows, WriteConsents.RefusesEmail).With(rows, WriteConsents.IsAboutSms);
        SuppressedRows.AddQuestion(batch, rows);
        if (!IsInTransaction) batch.Add(_unflushed);
        AddDetails(batch, rows);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var known = new KnownRow[rows.Length];
        for (var i = 0; await reader.ReadAsync(cancellationToken); i++)
        {
            var contact = reader.IsDBNull(1) ? null : PostgresContactRows.Known(reader, rows[i]);
            known[i] = new(reader.GetInt64(0), contact, PostgresContactRows.Consents(reader, rows[i], contact));
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) _suppressed.Take(reader);
        await reader.NextResultAsync(cancellationToken);
        if (!IsInTransaction) await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            known[reader.GetInt32(0)] = PostgresContactRows.WithDetails(known[reader.GetInt32(0)], reader);
        return known;
    }

    /// <summary>Nearly never any: sign-ups have none.</summary>
    private static void AddDetails(NpgsqlBatch batch, ContactWrite[] rows)
    {
        var places = Enumerable.Range(0, rows.Length).Where(i => rows[i].HasDetails).ToArray();
        if (places.Length == 0) return;
        batch.Add(_details).With(places, i => i).With(places, i => rows[i].OrganisationId).With(places, i => rows[i].EmailKey)
            .With(places, i => rows[i].ForeignId);
    }

    /// <summary>The ids of the contacts that were inserted or updated.</summary>
    private async Task<HashSet<long>> WriteAsync(DecidedRow[] effects)
    {
        var written = new HashSet<long>();
        if (IsCopying && effects.Any(ContactCopy.Takes))
        {
            DecidedRow[] copied = [.. effects.Where(ContactCopy.Takes)];
            await ContactCopy.WriteAsync(connection, copied, cancellationToken);
            written.UnionWith(copied.Select(row => row.Contact.Id));
            effects = [.. effects.Where(row => !ContactCopy.Takes(row))];
        }
        await using var batch = ContactBatchCommands.For(connection, effects);
        _suppressed.AddLifts(batch, effects);
        if (batch.BatchCommands.Count == 0) return written;
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
            while (await reader.ReadAsync(cancellationToken)) written.Add(reader.GetInt64(0));
        while (await reader.NextResultAsync(cancellationToken));
        return written;
    }
}
