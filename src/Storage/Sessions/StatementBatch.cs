using System.Collections;

namespace Contacts.Storage.Sessions;

/// <summary>
/// Statements that a session runs in their order and in one round trip. What they give is known once the batch was run, which is done once.
/// Not thread-safe.
/// </summary>
internal sealed class StatementBatch
{
    private readonly List<BatchedStatement> _statements = [];

    public IReadOnlyList<BatchedStatement> Statements => _statements;

    /// <summary>How many rows the statement changes.</summary>
    public ChangedRows Run(Statement statement, params SqlValue[] values) => RunEach(statement, [values]);

    /// <summary>Runs the statement for each set of values. How many rows that changes.</summary>
    public ChangedRows RunEach(Statement statement, IEnumerable<SqlValue[]> rows)
    {
        var changed = new ChangedRows();
        foreach (var values in rows) _statements.Add(new(statement, values, changed, null));
        return changed;
    }

    /// <summary>The rows that the statement gives.</summary>
    public FoundRows<T> All<T>(Statement statement, Func<IRow, T> read, params SqlValue[] values) => AllOfEach(statement, read, [values]);

    /// <summary>Runs the statement for each set of values. The rows that all runs give.</summary>
    public FoundRows<T> AllOfEach<T>(Statement statement, Func<IRow, T> read, IEnumerable<SqlValue[]> rows)
    {
        var found = new FoundRows<T>(read);
        foreach (var values in rows) _statements.Add(new(statement, values, null, found));
        return found;
    }
}

internal static class StatementBatches
{
    /// <summary>Runs the statements that <paramref name="add"/> adds; its result can be read then.</summary>
    public static async ValueTask<T> RunAsync<T>(this IStoreSession session, Func<StatementBatch, T> add)
    {
        var batch = new StatementBatch();
        var result = add(batch);
        await session.RunAsync(batch);
        return result;
    }
}

/// <summary>A statement of a batch; it has one of both results.</summary>
internal readonly record struct BatchedStatement(Statement Statement, SqlValue[] Values, ChangedRows? Changed, IFoundRows? Found);

/// <summary>How many rows statements of a batch have changed.</summary>
internal sealed class ChangedRows
{
    public int Count { get; private set; }

    public void Add(int count) => Count += count;
}

/// <summary>Takes rows that statements of a batch give.</summary>
internal interface IFoundRows
{
    void Add(IRow row);
}

/// <summary>The rows that statements of a batch have given, in their order.</summary>
internal sealed class FoundRows<T>(Func<IRow, T> read) : IFoundRows, IReadOnlyList<T>
{
    private readonly List<T> _rows = [];

    public int Count => _rows.Count;

    public T this[int index] => _rows[index];

    public void Add(IRow row) => _rows.Add(read(row));

    public IEnumerator<T> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
