using System.Collections.Immutable;
using Contacts.Storage.Postgres.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Migrates under an advisory lock of the database, so that of several processes one migrates and the others wait.</summary>
internal sealed class PostgresMigrator(PostgresDatabase database) : IStoreMigrator
{
    /// <summary>Of a migration's commands: some rewrite a table of any size.</summary>
    public const int NoLimit = 0;

    private const int WaitLimit = 600;
    private static readonly ImmutableArray<Migration> _migrations = Sql.Migrations("Postgres/Migrations");
    private static readonly string _prepare = Sql.Load("Postgres/prepare_migrations.sql");
    private static readonly string _record = Sql.Load("Postgres/record_migration.sql");

    /// <summary>The number of the schema that this program needs.</summary>
    public static int Known => _migrations[^1].Number;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await database.QueryAsync(
            async (connection, token) =>
            {
                await PostgresRequirements.CheckAsync(connection, token);
                return true;
            },
            cancellationToken);
        while (!await database.QueryAsync(MigrateOnceAsync, cancellationToken))
        {
        }
    }

    /// <summary>Applies the next missing migration; true if none is missing.</summary>
    private static async Task<bool> MigrateOnceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var prepare = new NpgsqlCommand(_prepare, connection) { CommandTimeout = WaitLimit };
        var stored = (int)(await prepare.ExecuteScalarAsync(cancellationToken))!;
        if (stored > Known)
            throw new StoreMigrationException($"The database has schema {stored}, this program knows schema {Known}: it is too old.");
        if (stored == Known) return true;
        await ApplyAsync(connection, _migrations[stored], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored + 1 == Known;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await using var apply = new NpgsqlCommand(migration.Text, connection) { CommandTimeout = NoLimit };
            await apply.ExecuteNonQueryAsync(cancellationToken);
            if (migration.Number == UnicodeDomains.Migration) await UnicodeDomains.RenewAsync(connection, cancellationToken);
        }
        catch (PostgresException exception) when (!PostgresErrors.IsUnavailable(exception))
        {
            throw new StoreMigrationException($"Migration {migration.Name} failed: {exception.MessageText}.", exception);
        }
        await using var record = new NpgsqlCommand(_record, connection);
        record.Parameters.Add(new() { Value = migration.Number });
        record.Parameters.Add(new() { Value = migration.Name });
        await record.ExecuteNonQueryAsync(cancellationToken);
    }
}
