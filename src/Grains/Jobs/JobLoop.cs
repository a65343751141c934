using Contacts.Core;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains.Jobs;

/// <summary>
/// Runs durable jobs one after the other, as long as there are any; looks again every two seconds or when told. A failure is reported and
/// tried again; a store that is unavailable is waited for.
/// </summary>
public abstract class JobLoop(WorkSignal signal, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(2);

    protected DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Runs a piece of a job that is due; false if there is none.</summary>
    public abstract Task<bool> RunOneAsync(CancellationToken cancellationToken);

    protected abstract void Failed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunOneAsync(stoppingToken)) await signal.WaitAsync(_lookEvery, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (e is not StoreUnavailableException) Failed(e);
                await signal.WaitAsync(_lookEvery, time, stoppingToken);
            }
        }
    }
}
