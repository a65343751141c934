using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Orleans;

namespace Contacts.Grains.Tickets;

/// <summary>Counts the forms from one network in memory: a burst is seen at once, before any of it is stored.</summary>
public sealed class SubmitterGrain(TimeProvider time) : Grain, ISubmitterGrain
{
    private const int MostAddresses = 1024;

    private readonly RecentCounts<string> _addresses = new(MostAddresses);
    private readonly RecentCounts<int> _network = new(1);

    public Task<SubmitterCounts> CountAsync(string address)
    {
        var now = time.GetUtcNow();
        return Task.FromResult(new SubmitterCounts { FromAddress = _addresses.Add(address, now), FromNetwork = _network.Add(0, now) });
    }
}
