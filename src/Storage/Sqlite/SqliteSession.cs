using System.Collections.Immutable;
using Contacts.Storage.Sessions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Contacts.Storage.Sqlite;

/// <summary>A statement's text. Sessions know their prepared statements by the instance: keep it in a static field.</summary>
internal sealed class SqliteQuery(string text)
{
    public string Text => text;

    /// <summary>The query in a file below Storage/Sqlite.</summary>
    public static SqliteQuery Load(string path) => new(Sql.Load("Sqlite/" + path));
}

/// <summary>A contact's search text before (null if it is new) and after a change.</summary>
internal readonly record struct SearchChange(long ContactId, string? Before, string After);

/// <summary>A connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class SqliteSession : IStoreSession, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<object, SqliteStatement> _statements = [];

    static SqliteSession() => Batteries_V2.Init();

    /// <summary>Opens the file; <paramref name="pragmas"/> are statements to run first.</summary>
    public SqliteSession(string path, SqliteOpenMode mode, string pragmas)
    {
        var options = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        _connection = new SqliteConnection(options.ToString());
        try
        {
            _connection.Open();
            Run(pragmas);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a transaction is open. The library ends one by itself when the disk is full or fails.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The rowid of the last insert.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(Handle);

    /// <summary>How many rows the connection has changed, tables behind virtual ones included.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(Handle);

    /// <summary>Whether what was done since the last savepoint is to be taken back although it ended well.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Changes of search texts that the search index gets before the commit.</summary>
    public List<SearchChange> SearchChanges { get; } = [];

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>The result of work that awaits nothing but this session, which answers at once.</summary>
    public static T Completed<T>(ValueTask<T> work) => work.IsCompleted
        ? work.GetAwaiter().GetResult()
        : throw new InvalidOperationException("Work within a session of SQLite has to end on the thread that began it.");

    /// <summary>The statement of a query, prepared once, ready to be bound.</summary>
    public SqliteStatement Prepare(SqliteQuery query) => Prepare(query, query.Text);

    /// <summary>How many rows the statement changed.</summary>
    public int Run(Statement statement, params ReadOnlySpan<SqlValue> values) => Prepare(statement, values).Run();

    public ValueTask<int> RunAsync(Statement statement, params ReadOnlySpan<SqlValue> values) => new(Run(statement, values));

    /// <summary>The first row; the default of <typeparamref name="T"/> where there is none.</summary>
    public T? First<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values) =>
        Prepare(statement, values).First(read);

    public ValueTask<T?> FirstAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values) =>
        new(First(statement, read, values));

    public ValueTask<ImmutableArray<T>> AllAsync<T>(Statement statement, Func<IRow, T> read, params ReadOnlySpan<SqlValue> values) =>
        new(Prepare(statement, values).All(read));

    public ValueTask EachAsync(Statement statement, Action<IRow> read, params ReadOnlySpan<SqlValue> values)
    {
        Prepare(statement, values).Each(read);
        return default;
    }

    public ValueTask<int> RunEachAsync(Statement statement, IEnumerable<SqlValue[]> rows) =>
        new(rows.Sum(values => Prepare(statement, values).Run()));

    public ValueTask<ImmutableArray<T?>> FirstOfEachAsync<T>(Statement statement, Func<IRow, T> read, IEnumerable<SqlValue[]> rows) =>
        new([.. rows.Select(values => Prepare(statement, values).First(read))]);

    public ValueTask RunAsync(StatementBatch batch)
    {
        Run(batch);
        return default;
    }

    public void Run(StatementBatch batch)
    {
        foreach (var (statement, values, changed, found) in batch.Statements)
        {
            var prepared = Prepare(statement, values);
            if (found is null) changed!.Add(prepared.Run());
            else while (prepared.Step()) found.Add(prepared);
        }
    }

    /// <summary>Runs a script of any number of statements without results.</summary>
    public void Run(string script)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    /// <summary>Registers an SQL function of five text parameters.</summary>
    public void Define(string name, Func<string?, string?, string?, string?, string?, string> function) =>
        _connection.CreateFunction(name, function, isDeterministic: true);

    /// <summary>Resets statements that were not read to the end; they would hold the snapshot.</summary>
    public void Release()
    {
        foreach (var statement in _statements.Values)
            if (statement.IsOpen) statement.Reset();
    }

    /// <summary>Stops what another thread runs on this session; it fails with SQLITE_INTERRUPT.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(Handle);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        _connection.Dispose();
    }

    private SqliteStatement Prepare(Statement statement, ReadOnlySpan<SqlValue> values)
    {
        var prepared = Prepare(statement, statement.Sqlite);
        foreach (var value in values) prepared.Bind(value);
        return prepared;
    }

    private SqliteStatement Prepare(object key, string text)
    {
        if (_statements.TryGetValue(key, out var known))
        {
            if (known.IsOpen) known.Reset();
            return known;
        }
        var result = raw.sqlite3_prepare_v3(Handle, text, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
        if (result != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(Handle).utf8_to_string(), result & 0xFF, raw.sqlite3_extended_errcode(Handle));
        var statement = new SqliteStatement(Handle, prepared);
        _statements.Add(key, statement);
        return statement;
    }
}
