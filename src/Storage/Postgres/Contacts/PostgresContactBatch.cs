using System.Collections.Immutable;
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
    private static readonly string _known = Sql.Load("Postgres/Contacts/batch_known.sql");
    private static readonly string _history = Sql.Load("Postgres/Contacts/history.sql");

    public async Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> rows)
    {
        var order = LockOrder(rows);
        var effects = await DecideAsync([.. order.Select(i => rows[i])]);
        var written = await WriteAsync(effects);
        var results = new ContactWriteResult[rows.Count];
        for (var i = 0; i < order.Length; i++) results[order[i]] = Result(effects[i].Effect, written);
        return ImmutableArray.Create(results);
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
        var isLost = effect.Event is not null && !written.Contains(effect.Contact.Id);
        return isLost ? new(ContactWriteOutcome.Lost, 0, null) : new(effect.Outcome, effect.Contact.Id, effect.Contact.ExternalId)
        {
            IgnoredGroups = effect.IgnoredGroups,
        };
    }

    private async Task<DecidedRow[]> DecideAsync(ContactWrite[] rows)
    {
        var known = await ReadAsync(rows);
        var optOuts = await OptOutsAsync(rows, known);
        var decided = new DecidedRow[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            decided[i] = DecidedRow.Of(rows[i], known[i].Id, known[i].Contact, optOuts.GetValueOrDefault(i));
        return decided;
    }

    /// <summary>The known contact of each row, or the id that a new one gets.</summary>
    private async Task<(long Id, ContactRow? Contact)[]> ReadAsync(ContactWrite[] rows)
    {
        await using var command = new NpgsqlCommand(_known, connection);
        command.Parameters.With(rows, row => row.OrganisationId).With(rows, row => row.EmailKey);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new (long, ContactRow?)[rows.Length];
        for (var i = 0; await reader.ReadAsync(cancellationToken); i++)
            known[i] = (reader.GetInt64(0), reader.IsDBNull(1) ? null : PostgresContactRows.Known(reader, rows[i]));
        return known;
    }

    /// <summary>By row, what the contact has opted out of; histories are read only where they decide.</summary>
    private async Task<Dictionary<int, OptOuts>> OptOutsAsync(ContactWrite[] rows, (long Id, ContactRow? Contact)[] known)
    {
        var optOuts = new Dictionary<int, OptOuts>();
        for (var i = 0; i < rows.Length; i++)
            if (known[i].Contact is { } contact && ContactWriteRule.Raises(contact, rows[i])) optOuts.Add(i, OptOuts.None);
        if (optOuts.Count == 0) return optOuts;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var i in optOuts.Keys) batch.Add(_history).With(rows[i].OrganisationId).With(known[i].Id);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var i in optOuts.Keys.ToArray())
        {
            var history = new List<HistoryEntry>();
            while (await reader.ReadAsync(cancellationToken)) history.Add(PostgresContactRows.Entry(reader));
            optOuts[i] = ConsentHistory.OptOuts(history);
            await reader.NextResultAsync(cancellationToken);
        }
        return optOuts;
    }

    /// <summary>The ids of the contacts that were inserted or updated.</summary>
    private async Task<HashSet<long>> WriteAsync(DecidedRow[] effects)
    {
        var written = new HashSet<long>();
        await using var batch = ContactBatchCommands.For(connection, effects);
        if (batch.BatchCommands.Count == 0) return written;
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
            while (await reader.ReadAsync(cancellationToken)) written.Add(reader.GetInt64(0));
        while (await reader.NextResultAsync(cancellationToken));
        return written;
    }
}
