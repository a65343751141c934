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
    private static readonly string _known = Sql.Load("Postgres/Imports/known.sql");

    public Task<ImportJob?> WriteAsync(
        ImportStep step, Func<IStoreSession, ImportProgress, ValueTask<bool>> save, CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches,
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var outcomes = new List<ContactWriteOutcome>(step.Rows.Length);
                foreach (var batch in step.Batches()) outcomes.AddRange(await WriteAsync(connection, batch, token));
                var progress = step.After(outcomes);
                if (!await save(new PostgresSession(connection, token), progress)) return null;
                await transaction.CommitAsync(token);
                return progress.Job;
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, ContactRow>> FindAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken)
    {
        var found = await database.AllAsync(
            _known, p => p.With(organisationId).With(emailKeys.ToArray()), PostgresContactRows.Image, cancellationToken);
        return found.ToDictionary(contact => contact.EmailKey!);
    }

    /// <summary>Writes rows until none has lost against another transaction any more.</summary>
    private static async Task<ContactWriteOutcome[]> WriteAsync(
        NpgsqlConnection connection, ImmutableArray<ContactWrite> rows, CancellationToken cancellationToken)
    {
        const int MostAttempts = 64;
        var outcomes = Enumerable.Repeat(ContactWriteOutcome.Lost, rows.Length).ToArray();
        for (var attempt = 1; Array.IndexOf(outcomes, ContactWriteOutcome.Lost) >= 0; attempt++)
        {
            if (attempt > MostAttempts) throw new StoreUnavailableException("Contacts kept changing while they were being imported.");
            int[] open = [.. Enumerable.Range(0, rows.Length).Where(i => outcomes[i] == ContactWriteOutcome.Lost)];
            var results = await new PostgresContactBatch(connection, cancellationToken).WriteAsync([.. open.Select(i => rows[i])]);
            for (var i = 0; i < open.Length; i++) outcomes[open[i]] = results[i].Outcome;
        }
        return outcomes;
    }
}
