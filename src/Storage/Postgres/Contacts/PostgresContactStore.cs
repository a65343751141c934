using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Contacts in PostgreSQL. A batch is all or nothing: where the database refuses a value of one row (which cleaned
/// values never make it do), the call throws and nothing of the batch was written.
/// </summary>
internal sealed class PostgresContactStore(PostgresDatabase database) : IContactStore
{
    private static readonly string _find = Sql.Load("Postgres/Contacts/find.sql");
    private static readonly string _findByEmail = Sql.Load("Postgres/Contacts/find_by_email.sql");
    private static readonly string _findByForeignId = Sql.Load("Postgres/Contacts/find_by_foreign_id.sql");
    private static readonly string _findByPhone = Sql.Load("Postgres/Contacts/find_by_phone.sql");
    private static readonly string _findLinked = Sql.Load("Postgres/Contacts/find_linked.sql");
    private static readonly string _findRow = Sql.Load("Postgres/Contacts/find_row.sql");
    private static readonly string _resolve = Sql.Load("Postgres/Contacts/resolve.sql");
    private static readonly string _merges = Sql.Load("Postgres/Contacts/merges.sql");
    private static readonly string _findMerge = Sql.Load("Postgres/Contacts/find_merge.sql");

    private readonly ChangeSetQueue _changeSets = new(database);

    public int MaxBatchesInFlight => PostgresDatabase.BatchesInFlight;

    public int MaxConcurrentLists => PostgresDatabase.UsualPoolSize * 2 / 5;

    public async Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0) return [];
        return await database.RunAsync(
            database.Batches,
            (connection, token) => batch.Any(row => row.Trail is not null)
                ? WriteWithTrailsAsync(connection, batch, token)
                : new PostgresContactBatch(connection, token) { IsInTransaction = false }.WriteAsync(batch),
            cancellationToken);
    }

    public Task<ContactRow?> FindAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.FirstAsync(_find, p => p.With(organisationId).With(contactId), PostgresContactRows.Read, cancellationToken);

    public Task<ContactRow?> FindByEmailAsync(int organisationId, string emailKey, CancellationToken cancellationToken) =>
        database.FirstAsync(_findByEmail, p => p.With(organisationId).With(emailKey), PostgresContactRows.Read, cancellationToken);

    public Task<ContactRow?> FindByForeignIdAsync(int organisationId, string foreignId, CancellationToken cancellationToken) =>
        database.FirstAsync(_findByForeignId, p => p.With(organisationId).With(foreignId), PostgresContactRows.Read, cancellationToken);

    public async Task<ImmutableArray<ContactRow>> FindByPhoneAsync(
        int organisationId, string phone, int atMost, CancellationToken cancellationToken) =>
        await database.AllAsync(
            _findByPhone, p => p.With(organisationId).With(phone).With((long)atMost), PostgresContactRows.Read, cancellationToken);

    public Task<LinkedConsent?> FindLinkedAsync(int organisationId, long consentId, CancellationToken cancellationToken) =>
        database.FirstAsync(_findLinked, p => p.With(organisationId).With(consentId), PostgresContactRows.Linked, cancellationToken);

    public Task<ContactRow?> FindRowAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        database.FirstAsync(_findRow, p => p.With(organisationId).With(contactId), PostgresContactRows.Read, cancellationToken);

    public Task<long?> ResolveAsync(int organisationId, string externalId, CancellationToken cancellationToken) =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(_resolve, connection);
            command.Parameters.With(organisationId).With(externalId);
            await command.PrepareAsync(token);
            return (long?)await command.ExecuteScalarAsync(token);
        }, cancellationToken);

    public Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken) =>
        _changeSets.ApplyAsync(changes, cancellationToken);

    public Task<ContactPage> ListAsync(int organisationId, ContactQuery query, CancellationToken cancellationToken) =>
        database.QueryAsync(new PostgresContactList(organisationId, query).RunAsync, cancellationToken);

    public Task<MergeRecord?> FindMergeAsync(int organisationId, string mergeId, CancellationToken cancellationToken) =>
        database.FirstAsync(_findMerge, p => p.With(organisationId).With(mergeId), PostgresContactRows.Merge, cancellationToken);

    public async Task<ImmutableArray<MergeRecord>> MergesAsync(int organisationId, long contactId, CancellationToken cancellationToken) =>
        await database.AllAsync(_merges, p => p.With(organisationId).With(contactId), PostgresContactRows.Merge, cancellationToken);

    /// <summary>
    /// A batch with rows that leave something beside their effect: in the same transaction, at the price of two more round trips.
    /// </summary>
    private static async Task<ImmutableArray<ContactWriteResult>> WriteWithTrailsAsync(
        NpgsqlConnection connection, IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var results = await new PostgresContactBatch(connection, cancellationToken) { IsInTransaction = true }.WriteAsync(batch);
        await using var notes = new NpgsqlBatch(connection, transaction);
        var trails = new PostgresTrails(notes);
        for (var i = 0; i < batch.Count; i++)
            if (results[i].IsEffective) trails.Add(batch[i].OrganisationId, batch[i].Trail, results[i].ContactId);
        if (notes.BatchCommands.Count > 0) await notes.ExecuteNonQueryAsync(cancellationToken);
        trails.Check();
        await transaction.CommitAsync(cancellationToken);
        return results;
    }
}
