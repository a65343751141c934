using Contacts.Core;
using Contacts.Storage;

namespace Contacts.Silo.Startup;

/// <summary>Before anything else starts: waits a while for the store, migrates it, and in Development adds the demo organisation.</summary>
internal sealed partial class StoreStartup(
    IStoreMigrator migrator, DemoOrganisation demo, IHostEnvironment environment, TimeProvider time, ILogger<StoreStartup> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await MigrateAsync(cancellationToken);
        if (environment.IsDevelopment()) await demo.EnsureAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken);
                return;
            }
            catch (StoreUnavailableException e) when (time.GetElapsedTime(start) < _timeout)
            {
                if (attempt == 1) LogWaiting(e.Message);
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store does not answer yet, waiting for it: {Reason}")]
    private partial void LogWaiting(string reason);
}
