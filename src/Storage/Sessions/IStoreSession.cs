using System.Collections.Immutable;

namespace Contacts.Storage.Sessions;

/// <summary>
/// Runs statements on one connection, one after the other. SQLite's session has done its work when a method returns: code that awaits
/// nothing else stays on the writer's thread.
/// </summary>
internal interface IStoreSession
{
    /// <summary>How many rows the statement changed.</summary>
    ValueTask<int> RunAsync(Statement statement, params ReadOnlySpan<SqlValue> values);

    /// <summary>The first row; the default of <typeparamref name="T"/> where there is none.</summary>
    ValueTask<T?> FirstAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values);

    ValueTask<ImmutableArray<T>> AllAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values);

    /// <summary>Reads one row after the other, and keeps none.</summary>
    ValueTask EachAsync(Statement statement, Action<IRow> read, params ReadOnlySpan<SqlValue> values);

    /// <summary>Runs the statement for each set of values, in their order and in one round trip. How many rows that changed.</summary>
    ValueTask<int> RunEachAsync(Statement statement, IEnumerable<SqlValue[]> rows);

    /// <summary>Runs different statements in their order and in one round trip; none if the batch is empty.</summary>
    ValueTask RunAsync(StatementBatch batch);

    /// <summary>As <see cref="RunEachAsync"/>, with the first row that each run gives.</summary>
    ValueTask<ImmutableArray<T?>> FirstOfEachAsync<T>(Statement statement, Func<IRow, T> read, IEnumerable<SqlValue[]> rows);
}

/// <summary>The row that is being read; columns count from 0. Instants are UTC with microseconds.</summary>
internal interface IRow
{
    bool IsNull(int column);

    int Int32(int column);

    int? Int32OrNull(int column);

    long Int64(int column);

    long? Int64OrNull(int column);

    bool Bool(int column);

    string Text(int column);

    string? TextOrNull(int column);

    /// <summary>Empty if there is none.</summary>
    ImmutableArray<byte> Blob(int column);

    /// <summary>As <see cref="Blob"/> without a copy to keep: good until the next value is read.</summary>
    ReadOnlySpan<byte> Bytes(int column);

    DateTimeOffset Time(int column);

    DateTimeOffset? TimeOrNull(int column);
}
