using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Core.Organisations;
using Contacts.Storage.Postgres.Idempotency;
using Npgsql;

namespace Contacts.Storage.Postgres.Organisations;

/// <summary>Organisations in PostgreSQL.</summary>
internal sealed class PostgresOrganisationStore(PostgresDatabase database) : IOrganisationStore
{
    private static readonly string _create = Sql.Load("Postgres/Organisations/create.sql");
    private static readonly string _findBySlug = Sql.Load("Postgres/Organisations/find_by_slug.sql");
    private static readonly string _find = Sql.Load("Postgres/Organisations/find.sql");
    private static readonly string _save = Sql.Load("Postgres/Organisations/save.sql");
    private static readonly string _schema = Sql.Load("Postgres/schema_version.sql");

    public Task<Organisation?> CreateAsync(
        string slug, string name, DateTimeOffset at, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.QueryAsync((connection, token) => IdempotencyStamping.RunAsync(
            connection, RecordStamp.Of(0, stamp),
            () => FirstAsync(connection, _create, p => p.With(slug).With(name).With(at), Organisation, token),
            static created => created?.Id, token), cancellationToken);

    public Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken) =>
        FirstAsync(_findBySlug, p => p.With(slug), Organisation, cancellationToken);

    public Task<StoredOrganisation?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        FirstAsync(_find, p => p.With(organisationId),
            row => new StoredOrganisation(Organisation(row), row.GetString(3), row.GetInt64(4)), cancellationToken);

    public Task<bool> SaveAsync(
        int organisationId, string name, string settings, long version, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.QueryAsync((connection, token) => IdempotencyStamping.RunAsync(
            connection, RecordStamp.Of(organisationId, stamp), async () =>
            {
                await using var command = new NpgsqlCommand(_save, connection);
                command.Parameters.With(organisationId).With(name).With(settings).With(version);
                return await command.ExecuteNonQueryAsync(token) == 1;
            },
            isSaved => isSaved ? organisationId : null, token), cancellationToken);

    /// <summary>False, never an exception, while the database is away or has another schema.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.QueryAsync(HasSchemaAsync, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    private static async Task<bool> HasSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_schema, connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))! == PostgresMigrator.Known;
    }

    private static Organisation Organisation(NpgsqlDataReader row) =>
        new() { Id = row.GetInt32(0), Slug = row.GetString(1), Name = row.GetString(2) };

    private Task<T?> FirstAsync<T>(
        string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class =>
        database.QueryAsync((connection, token) => FirstAsync(connection, sql, bind, read, token), cancellationToken);

    private static async Task<T?> FirstAsync<T>(
        NpgsqlConnection connection, string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        await using var command = new NpgsqlCommand(sql, connection);
        bind(command.Parameters);
        return await command.ReadFirstAsync(read, cancellationToken);
    }
}
