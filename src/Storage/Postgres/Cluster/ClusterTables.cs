using System.Collections.Immutable;
using Contacts.Core;
using Npgsql;

namespace Contacts.Storage.Postgres.Cluster;

/// <summary>
/// The tables and statements that Orleans' ADO.NET providers need in a database: membership and grain state. Numbered on their own, because
/// only clusters have them.
/// </summary>
public static class ClusterTables
{
    private const int TimeLimit = 600;
    private static readonly ImmutableArray<Migration> _migrations = Sql.Migrations("Postgres/Cluster/Migrations");
    private static readonly string _prepare = Sql.Load("Postgres/Cluster/prepare_migrations.sql");
    private static readonly string _record = Sql.Load("Postgres/Cluster/record_migration.sql");

    /// <summary>
    /// Applies what is missing, in one transaction under an advisory lock; any number of processes may do so at once. A database that is
    /// ahead of this program is left as it is: silos of two versions share it while they are replaced one by one. Throws
    /// <see cref="StoreMigrationException"/> where a migration fails, StoreUnavailableException while the database is unavailable.
    /// </summary>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = DataSources.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await PostgresRequirements.CheckAsync(connection, cancellationToken);
            await MigrateAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (PostgresErrors.IsUnavailable(exception))
        {
            throw new StoreUnavailableException("The database does not answer.", exception);
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var prepare = new NpgsqlCommand(_prepare, connection) { CommandTimeout = TimeLimit };
        var stored = (int)(await prepare.ExecuteScalarAsync(cancellationToken))!;
        if (stored >= _migrations.Length) return;
        foreach (var migration in _migrations.Skip(stored)) await ApplyAsync(connection, migration, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        try
        {
            await using var apply = new NpgsqlCommand(migration.Text, connection) { CommandTimeout = TimeLimit };
            await apply.ExecuteNonQueryAsync(cancellationToken);
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
