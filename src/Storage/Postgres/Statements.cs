using System.Collections.Immutable;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Runs one statement, on a connection of its own where none is given.</summary>
internal static class Statements
{
    /// <summary>Its first row; null if there is none.</summary>
    public static Task<T?> FirstAsync<T>(
        this PostgresDatabase database, string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
        where T : class =>
        database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            bind(command.Parameters);
            await command.PrepareAsync(token);
            return await command.ReadFirstAsync(read, token);
        }, cancellationToken);

    /// <summary>All of its rows.</summary>
    public static Task<ImmutableArray<T>> AllAsync<T>(
        this PostgresDatabase database, string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken) =>
        database.QueryAsync((connection, token) => connection.AllAsync(sql, bind, read, token), cancellationToken);

    /// <summary>All rows of a statement.</summary>
    public static async Task<ImmutableArray<T>> AllAsync<T>(
        this NpgsqlConnection connection, string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        bind(command.Parameters);
        await command.PrepareAsync(cancellationToken);
        return (await command.ReadAllAsync(read, cancellationToken)).ToImmutableArray();
    }
}
