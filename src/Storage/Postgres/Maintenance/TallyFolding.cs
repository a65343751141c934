using Contacts.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contacts.Storage.Postgres.Maintenance;

/// <summary>
/// Keeps the tallies of contacts short, every two seconds. Nothing depends on it but the speed of lists; several processes may do it at
/// once, and one that finds the database away tries again next time.
/// </summary>
internal sealed partial class TallyFolding(PostgresDatabase database, TimeProvider time, ILogger<TallyFolding> logger) : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);
    private static readonly string _fold = Sql.Load("Postgres/Maintenance/fold_tally.sql");
    private static readonly string _foldBlocks = _fold.Replace("{tally}", "contact_tally");
    private static readonly string _foldLargeBlocks = _fold.Replace("{tally}", "contact_tally_large");

    /// <summary>How many rows went into fewer.</summary>
    public Task<long> FoldAsync(CancellationToken cancellationToken) => database.QueryAsync(
        async (connection, token) => await FoldAsync(connection, _foldBlocks, token) + await FoldAsync(connection, _foldLargeBlocks, token),
        cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FoldAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is StoreUnavailableException
                or PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
            {
                // Away, or not migrated yet.
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception); // Lists get slower; that is no reason to end the process.
            }
        }
    }

    private static async Task<long> FoldAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tallies of contacts could not be shortened; it is tried again")]
    private partial void LogFailed(Exception exception);
}
