using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Imports;

/// <summary>Writes rows of imports as batches of contacts.</summary>
internal sealed class PostgresImportedContacts(PostgresDatabase database) : IImportedContacts
{
    private const int JournalColumns = 8;

    private static readonly string _findByEmail = Sql.Load("Postgres/Imports/find_live.sql").Replace("{key}", "email_key");
    private static readonly string _findById = Sql.Load("Postgres/Imports/find_by_id.sql");
    private static readonly string _findByForeignId = Sql.Load("Postgres/Imports/find_live.sql").Replace("{key}", "foreign_id");
    private static readonly string _findByPhone = Sql.Load("Postgres/Imports/find_by_phone.sql");
    private static readonly string _journal = Sql.Load("Postgres/Imports/copy_journal.sql");

    /// <summary>Sign-ups go on meanwhile: only those of the same addresses wait.</summary>
    public TimeSpan StepTime { get; } = TimeSpan.FromMilliseconds(200);

    public async Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<ImportJob?>> save, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(step, save, isCopying: true, cancellationToken);
        }
        catch (PostgresException e) when (PostgresErrors.IsDuplicate(e)) // Another transaction was faster.
        {
            return await WriteAsync(step, save, isCopying: false, cancellationToken);
        }
    }

    private Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<ImportJob?>> save, bool isCopying,
        CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches,
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var writing = new StepWriting(connection, step, isCopying, token);
                foreach (var batch in step.Batches()) await writing.WriteAsync(batch);
                await NoteAsync(connection, step.Job, writing.Journal, token);
                if (await save(new PostgresSession(connection, token), step.After(writing.Results)) is not { } job) return null;
                await transaction.CommitAsync(token);
                return job;
            },
            cancellationToken);

    public Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Func<IStoreSession, ValueTask<bool>> save, CancellationToken cancellationToken) =>
        WriteAsync(changes, _ => { }, save, cancellationToken);

    public Task<bool> WriteAsync(
        IReadOnlyList<ContactChangeSet> changes, Action<StatementBatch> read, Func<IStoreSession, ValueTask<bool>> save,
        CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches,
            (connection, token) => new ChangeSetBatch(changes).TryRunAllAsync(new PostgresSession(connection, token), read, save, token),
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken)
    {
        var found = await RowsAsync(_findByEmail, p => p.With(organisationId).With(emailKeys.ToArray()), cancellationToken);
        return found.ToDictionary(contact => contact.EmailKey!);
    }

    public async Task<ILookup<string, ContactRow>> FindByPhoneAsync(
        int organisationId, IReadOnlyCollection<string> phones, bool withAddress, CancellationToken cancellationToken)
    {
        var found = await RowsAsync(
            _findByPhone, p => p.With(organisationId).With(phones.ToArray()).With(withAddress), cancellationToken);
        return found.ToLookup(contact => contact.Phone!);
    }

    public async Task<IReadOnlyList<ContactRow>> FindByForeignIdAsync(
        int organisationId, IReadOnlyCollection<string> foreignIds, CancellationToken cancellationToken) => await RowsAsync(
            _findByForeignId, p => p.With(organisationId).With(foreignIds.ToArray()), cancellationToken);

    public async Task<IReadOnlyDictionary<long, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var found = await RowsAsync(_findById, p => p.With(organisationId).With(ids.ToArray()), cancellationToken);
        return found.ToDictionary(contact => contact.Id);
    }

    /// <summary>By the fixed plans of batches: statistics may be of a time before the import.</summary>
    private Task<ImmutableArray<ContactRow>> RowsAsync(
        string sql, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches, (connection, token) => connection.AllAsync(sql, bind, PostgresContactRows.Read, token), cancellationToken);

    private static async Task NoteAsync(
        NpgsqlConnection connection, ImportJob job, List<ImportJournalEntry> entries, CancellationToken cancellationToken)
    {
        var rows = new CopyRows(_journal, JournalColumns);
        foreach (var entry in entries)
            rows.Row().Add(job.OrganisationId).Add(job.ImportId).Add(entry.ContactId).Add(entry.Row).Add(entry.Version).Add(entry.GaveEmail)
                .Add(entry.Before).Add(entry.After);
        await rows.SendAsync(connection, cancellationToken);
    }

    /// <summary>The rows of a step as they are written, batch after batch. Not thread-safe.</summary>
    private sealed class StepWriting(NpgsqlConnection connection, ImportStep step, bool isCopying, CancellationToken cancellationToken)
    {
        private const int MostAttempts = 64;

        /// <summary>Of the rows so far.</summary>
        public List<ContactWriteResult> Results { get; } = [];

        /// <summary>What was there before.</summary>
        public List<ImportJournalEntry> Journal { get; } = [];

        /// <summary>Writes the next rows until none has lost against another transaction any more.</summary>
        public async Task WriteAsync(ImmutableArray<ContactWrite> rows)
        {
            var first = Results.Count;
            int[] open = [.. Enumerable.Range(0, rows.Length)];
            Results.AddRange(rows.Select(_ => new ContactWriteResult(ContactWriteOutcome.Lost, 0, null)));
            for (var attempt = 1; open.Length > 0; attempt++)
            {
                if (attempt > MostAttempts) throw new StoreUnavailableException("Contacts kept changing while they were being imported.");
                var batch = new PostgresContactBatch(connection, cancellationToken) { IsInTransaction = true, IsCopying = isCopying };
                var written = await batch.WriteDecidedAsync([.. open.Select(i => rows[i])]);
                for (var i = 0; i < open.Length; i++) Take(first + open[i], written[i].Result, written[i].Row);
                open = [.. open.Where((_, i) => written[i].Result.Outcome == ContactWriteOutcome.Lost)];
            }
        }

        private void Take(int index, ContactWriteResult result, DecidedRow row)
        {
            Results[index] = result;
            if (result.Outcome != ContactWriteOutcome.Lost && step.JournalOrNull(index, row.Known, row.Effect, row.Contact.Id) is { } entry)
                Journal.Add(entry);
        }
    }
}
