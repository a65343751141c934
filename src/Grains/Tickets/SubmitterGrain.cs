using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Orleans;

namespace Contacts.Grains.Tickets;

/// <summary>Counts the forms from one prefix in memory: a burst is seen at once, before any of it is stored.</summary>
public sealed class SubmitterGrain(TimeProvider time) : Grain, ISubmitterGrain
{
    private const int MostAddresses = 1024;

    private readonly RecentCounts<string> _addresses = new(MostAddresses);
    private readonly RecentCounts<string> _networks = new(MostAddresses);
    private readonly RecentCounts<int> _all = new(1);

    public Task<SubmitterCounts> CountAsync(string address, string network)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new SubmitterCounts
        {
            FromAddress = _addresses.Add(address, now), FromNetwork = _networks.Add(network, now), FromSite = _all.Add(0, now),
        });
    }
}
