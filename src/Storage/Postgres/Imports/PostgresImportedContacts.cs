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
        ImportStep step, Func<IStoreSession, ImportJob, ValueTask<bool>> save, CancellationToken cancellationToken) =>
        database.RunAsync(
            database.Batches,
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var outcomes = new List<ContactWriteOutcome>(step.Rows.Length);
                foreach (var batch in step.Batches()) await WriteAsync(connection, batch, outcomes, token);
                var job = step.After(outcomes);
                if (!await save(new PostgresSession(connection, token), job)) return null;
                await transaction.CommitAsync(token);
                return job;
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
    private static async Task WriteAsync(
        NpgsqlConnection connection, ImmutableArray<ContactWrite> rows, List<ContactWriteOutcome> outcomes,
        CancellationToken cancellationToken)
    {
        const int MostAttempts = 64;
        for (var attempt = 1; rows.Length > 0; attempt++)
        {
            if (attempt > MostAttempts) throw new StoreUnavailableException("Contacts kept changing while they were being imported.");
            var results = await new PostgresContactBatch(connection, cancellationToken).WriteAsync(rows);
            outcomes.AddRange(results.Select(result => result.Outcome).Where(outcome => outcome != ContactWriteOutcome.Lost));
            rows = [.. rows.Where((_, i) => results[i].Outcome == ContactWriteOutcome.Lost)];
        }
    }
}
