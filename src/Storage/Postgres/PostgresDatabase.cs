using System.Data.Common;
using Contacts.Core;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>
/// The connections to one database. <see cref="Batches"/> run the few statements of batches by fixed plans; <see cref="Queries"/>
/// run everything else. A server that is away or does not answer becomes StoreUnavailableException within about 20 seconds.
/// </summary>
internal sealed class PostgresDatabase : IStoreDatabase, IAsyncDisposable, IDisposable
{
    public const int BatchesInFlight = 2;

    /// <summary>
    /// Connections for everything but batches, unless the connection string says otherwise: few enough that three processes share a server
    /// as it is installed (100 connections), because one that has no connection left for its batches cannot write at all.
    /// </summary>
    public const int UsualPoolSize = 20;

    private const int TicketBatchesInFlight = 2;
    private const int MailBatchesInFlight = 2;
    private const int ImportBatchesInFlight = 1;
    private const int ErasuresInFlight = ErasureStore.MostAtOnce;
    private const int BatchConnections =
        BatchesInFlight + TicketBatchesInFlight + MailBatchesInFlight + ImportBatchesInFlight + ErasuresInFlight;
    private const int Attempts = 8;

    /// <summary>Bytes: a batch goes in one piece, so that the server does not wait for its rest.</summary>
    private const int BatchBuffer = 65_536;

    private const string SessionOptions =
        "-c synchronous_commit=on -c statement_timeout=12000 -c lock_timeout=8000 -c TimeZone=UTC -c jit=off";

    // Statistics of a young or fast-growing table are stale: the batch must go through its indexes whatever they say.
    private const string BatchOptions = SessionOptions + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
        + " -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c enable_sort=off";

    private static readonly string _ready = Sql.Load("Postgres/ready.sql");

    private readonly StoreTrouble _trouble;

    public PostgresDatabase(string connectionString, StoreTrouble trouble)
    {
        _trouble = trouble;
        var batches = Configure(connectionString, BatchOptions, BatchConnections);
        (batches.WriteBufferSize, batches.ReadBufferSize) = (BatchBuffer, BatchBuffer);
        Batches = DataSources.Create(batches, "contacts batches");
        Queries = DataSources.Create(Configure(connectionString, SessionOptions + " -c work_mem=16MB", poolSize: null), "contacts");
    }

    public NpgsqlDataSource Batches { get; }

    public NpgsqlDataSource Queries { get; }

    /// <summary>Runs a piece of work on a connection of its own; once more where it lost a race against another transaction.</summary>
    public async Task<T> RunAsync<T>(
        NpgsqlDataSource source, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return await work(connection, cancellationToken);
            }
            catch (Exception exception) when (PostgresErrors.IsLostRace(exception) && attempt < Attempts)
            {
            }
            catch (Exception exception) when (PostgresErrors.DescribeOutage(exception) is { } why)
            {
                if (PostgresErrors.IsNoPrimary(exception)) Clear();
                _trouble.Failed(why);
                throw new StoreUnavailableException(why, exception);
            }
        }
    }

    public Task<T> QueryAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        RunAsync(Queries, work, cancellationToken);

    Task<T> IStoreDatabase.ReadAsync<T>(Func<IStoreSession, ValueTask<T>> read, CancellationToken cancellationToken) =>
        QueryAsync((connection, token) => read(new PostgresSession(connection, token)).AsTask(), cancellationToken);

    Task<T> IStoreDatabase.WriteAsync<T>(Func<IStoreSession, ValueTask<T>> write, CancellationToken cancellationToken) =>
        QueryAsync((connection, token) => write(new PostgresSession(connection, token)).AsTask(), cancellationToken);

    public Task<T> TransactAsync<T>(Func<IStoreSession, ValueTask<T>> work, CancellationToken cancellationToken) =>
        QueryAsync(async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            var result = await work(new PostgresSession(connection, token));
            await transaction.CommitAsync(token);
            return result;
        }, cancellationToken);

    public bool IsDuplicate(Exception exception) => PostgresErrors.IsDuplicate(exception);

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await QueryAsync(IsPrimaryAsync, cancellationToken);
        }
        catch (Exception exception) when (exception is StoreUnavailableException
            or PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            return false;
        }
    }

    /// <summary>Throws ArgumentException if the connection string is malformed.</summary>
    public static void Check(string connectionString) =>
        _ = DataSources.TargetOf(Configure(connectionString, SessionOptions, poolSize: null));

    public async ValueTask DisposeAsync()
    {
        await Batches.DisposeAsync();
        await Queries.DisposeAsync();
    }

    public void Dispose()
    {
        Batches.Dispose();
        Queries.Dispose();
    }

    /// <summary>Whether this is a primary with this program's schema. Connections to a standby are thrown away.</summary>
    private async Task<bool> IsPrimaryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_ready, connection);
        var states = await command.ReadAllAsync(row => (Schema: row.GetInt32(0), IsStandby: row.GetBoolean(1)), cancellationToken);
        var (schema, isStandby) = states.Single();
        if (isStandby) Clear();
        return schema == PostgresMigrator.Known && !isStandby;
    }

    /// <summary>Idle connections are closed, those in use after that: the address may lead to another server by now.</summary>
    private void Clear()
    {
        Batches.Clear();
        Queries.Clear();
    }

    private static NpgsqlConnectionStringBuilder Configure(string connectionString, string options, int? poolSize)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Multiplexing = false, Timeout = 5, CommandTimeout = 13, CancellationTimeout = 1000, KeepAlive = 0,
            NoResetOnClose = true, ApplicationName = "contacts",
        };
        if (poolSize is null && !HasPoolSize(connectionString)) poolSize = UsualPoolSize;
        builder.Options = string.IsNullOrEmpty(builder.Options) ? options : $"{builder.Options} {options}";
        if (poolSize is { } size) builder.MaxPoolSize = size;
        return builder;
    }

    // The builder of Npgsql does not tell a default from the same number in the text.
    private static bool HasPoolSize(string connectionString)
    {
        var text = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return text.ContainsKey("Maximum Pool Size") || text.ContainsKey("MaxPoolSize");
    }
}
