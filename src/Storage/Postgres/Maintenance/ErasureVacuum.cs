using System.Threading.Channels;
using Contacts.Core;
using Contacts.Storage.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contacts.Storage.Postgres.Maintenance;

/// <summary>
/// Vacuums the tables with personal data after an erasure, gently: one run at a time, and one for all erasures that were done during the
/// run before and the rest after it. Autovacuum would do the same some day.
/// </summary>
internal sealed partial class ErasureVacuum(PostgresDatabase database, TimeProvider time, ILogger<ErasureVacuum> logger)
    : BackgroundService, IErasureCleaning
{
    private const int Rest = 149; // times what a run took
    private const string Settings = "SET statement_timeout = 0; SET vacuum_cost_delay = '2ms'";

    /// <summary>One run serves all erasures of this time at least.</summary>
    private static readonly TimeSpan _shortestRest = TimeSpan.FromSeconds(2);

    private static readonly string _vacuum = Sql.Load("Postgres/Erasure/vacuum.sql");

    private readonly Channel<bool> _wanted =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public Task CleanAsync()
    {
        _wanted.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    public Task VacuumAsync(CancellationToken cancellationToken) => database.QueryAsync(async (connection, token) =>
    {
        await RunAsync(connection, Settings, token);
        try
        {
            await RunAsync(connection, _vacuum, token);
        }
        finally
        {
            await RunAsync(connection, "RESET ALL", CancellationToken.None);
        }
        return true;
    }, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            var since = time.GetTimestamp();
            try
            {
                await VacuumAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or NpgsqlException)
            {
                LogFailed(exception);
            }
            var rest = time.GetElapsedTime(since) * Rest;
            await Task.Delay(rest > _shortestRest ? rest : _shortestRest, time, stoppingToken);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tables could not be vacuumed after an erasure; autovacuum does it later")]
    private partial void LogFailed(Exception exception);
}
