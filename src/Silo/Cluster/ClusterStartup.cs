using Contacts.Core;
using Contacts.Silo.Settings;
using Contacts.Storage.Postgres.Cluster;
using Npgsql;

namespace Contacts.Silo.Cluster;

/// <summary>
/// Brings the cluster's tables up to date, once the store is and before the silo joins, and removes what a dead cluster left.
/// </summary>
internal sealed class ClusterStartup(SiloSettings settings, AbandonedSilos abandoned) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await ClusterTables.MigrateAsync(settings.ConnectionString!, cancellationToken);
        try
        {
            await abandoned.ClearAsync(settings.ConnectionString!, settings.Cluster.ClusterId, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException("The database does not answer.", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
