#if ORLEANS
using Contacts.Silo.Settings;
using Contacts.Storage.Postgres.Cluster;

namespace Contacts.Silo.Cluster;

/// <summary>Brings the cluster's tables up to date, once the store is and before the silo joins.</summary>
internal sealed class ClusterStartup(SiloSettings settings) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        ClusterTables.MigrateAsync(settings.ConnectionString!, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
#endif
