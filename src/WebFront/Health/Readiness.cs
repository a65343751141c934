using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Hosting;
using Orleans;

namespace Contacts.WebFront.Health;

/// <summary>Whether this process can serve: its store answers and is migrated, and it is not about to stop.</summary>
internal sealed class Readiness(IGrainFactory grains, Drain drain, TimeProvider time)
{
    /// <summary>A store that takes longer is not ready.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (drain.IsDraining)
            return false;
        try
        {
            return await grains.GetGrain<IOrganisationDirectoryGrain>(0).IsStoreReadyAsync(cancellationToken)
                .WaitAsync(_patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
