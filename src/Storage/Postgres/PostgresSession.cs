using System.Collections.Immutable;
using Contacts.Storage.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres;

/// <summary>Runs statements on a connection, within its transaction if any. All but lists are prepared, once per connection.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellationToken) : IStoreSession
{
    public ValueTask<int> RunAsync(Statement statement, params ReadOnlySpan<SqlValue> values) => RunAsync(Command(statement, values));

    public ValueTask<T?> FirstAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values) =>
        FirstAsync(Command(statement, values), read);

    public ValueTask<ImmutableArray<T>> AllAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values) =>
        AllAsync(Command(statement, values), read);

    public ValueTask EachAsync(Statement statement, Action<IRow> read, params ReadOnlySpan<SqlValue> values) =>
        EachAsync(Command(statement, values), read);

    public async ValueTask<int> RunEachAsync(Statement statement, IEnumerable<SqlValue[]> rows)
    {
        await using var batch = Batch(statement, rows);
        if (batch.BatchCommands.Count == 0) return 0;
        await batch.PrepareAsync(cancellationToken);
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<ImmutableArray<T?>> FirstOfEachAsync<T>(Statement statement, Func<IRow, T> read, IEnumerable<SqlValue[]> rows)
    {
        await using var batch = Batch(statement, rows);
        if (batch.BatchCommands.Count == 0) return [];
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var row = new PostgresRow(reader);
        var found = ImmutableArray.CreateBuilder<T?>(batch.BatchCommands.Count);
        do found.Add(await reader.ReadAsync(cancellationToken) ? read(row) : default);
        while (await reader.NextResultAsync(cancellationToken));
        return found.MoveToImmutable();
    }

    public NpgsqlConnection Connection => connection;

    public async ValueTask RunAsync(StatementBatch batch)
    {
        await using var run = new NpgsqlBatch(connection);
        await RunAsync(run, batch);
    }

    /// <summary>Runs a batch behind commands that give no rows, in the same round trip.</summary>
    public async ValueTask RunAsync(NpgsqlBatch run, StatementBatch batch)
    {
        var first = run.BatchCommands.Count;
        foreach (var (statement, values, _, _) in batch.Statements) run.BatchCommands.Add(BatchCommand(statement, values));
        if (run.BatchCommands.Count == 0) return;
        await run.PrepareAsync(cancellationToken);
        await using (var reader = await run.ExecuteReaderAsync(cancellationToken))
        {
            var row = new PostgresRow(reader);
            foreach (var found in batch.Statements.Select(statement => statement.Found).OfType<IFoundRows>())
            {
                while (await reader.ReadAsync(cancellationToken)) found.Add(row);
                await reader.NextResultAsync(cancellationToken); // Statements without rows are passed over.
            }
        }
        for (var i = 0; i < batch.Statements.Count; i++) batch.Statements[i].Changed?.Add(run.BatchCommands[first + i].RecordsAffected);
    }

    /// <summary>A run of the statement as a part of a batch.</summary>
    public static NpgsqlBatchCommand BatchCommand(Statement statement, SqlValue[] values)
    {
        var command = new NpgsqlBatchCommand(statement.Postgres);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>The value as Npgsql takes it, with its type, which a null has too.</summary>
    private static NpgsqlParameter Parameter(SqlValue value) => new()
    {
        NpgsqlDbType = value.Type switch
        {
            SqlType.Integer => NpgsqlDbType.Integer,
            SqlType.BigInteger => NpgsqlDbType.Bigint,
            SqlType.Boolean => NpgsqlDbType.Boolean,
            SqlType.Text => NpgsqlDbType.Text,
            SqlType.Instant => NpgsqlDbType.TimestampTz,
            SqlType.Bytes => NpgsqlDbType.Bytea,
            SqlType.Json => NpgsqlDbType.Json,
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        },
        Value = value.Value is DateTimeOffset instant ? instant.UtcDateTime : value.Value ?? DBNull.Value,
    };

    private NpgsqlCommand Command(Statement statement, ReadOnlySpan<SqlValue> values)
    {
        var command = new NpgsqlCommand(statement.Postgres, connection);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    private NpgsqlBatch Batch(Statement statement, IEnumerable<SqlValue[]> rows)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var row in rows) batch.BatchCommands.Add(BatchCommand(statement, row));
        return batch;
    }

    private async ValueTask<int> RunAsync(NpgsqlCommand command)
    {
        await using var run = command;
        await run.PrepareAsync(cancellationToken);
        return await run.ExecuteNonQueryAsync(cancellationToken);
    }

    private async ValueTask<T?> FirstAsync<T>(NpgsqlCommand command, Func<IRow, T> read)
    {
        await using var run = command;
        await run.PrepareAsync(cancellationToken);
        await using var reader = await run.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(new PostgresRow(reader)) : default;
    }

    private async ValueTask<ImmutableArray<T>> AllAsync<T>(NpgsqlCommand command, Func<IRow, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        await EachAsync(command, row => all.Add(read(row)));
        return all.DrainToImmutable();
    }

    /// <summary>Lists are planned for their filters, each time.</summary>
    private async ValueTask EachAsync(NpgsqlCommand command, Action<IRow> read)
    {
        await using var run = command;
        await using var reader = await run.ExecuteReaderAsync(cancellationToken);
        var row = new PostgresRow(reader);
        while (await reader.ReadAsync(cancellationToken)) read(row);
    }
}
