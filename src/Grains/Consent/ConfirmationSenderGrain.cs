using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Placement;
using Orleans;
using Orleans.GrainDirectory;

namespace Contacts.Grains.Consent;

/// <summary>
/// Counts in memory, over a sliding hour. A process that ends takes its counts along: what one mail address gets in a day is kept in the
/// store.
/// </summary>
[GrainType(AddressPlacement.ConfirmationSenderType), AddressPlacement, GrainDirectory(AddressPlacement.Directory)]
public sealed class ConfirmationSenderGrain(TimeProvider time) : Grain, IConfirmationSenderGrain
{
    private const int MailsOfAddress = 20;
    private const int MailsOfNetwork = 60;
    private const int MostAddresses = 1024;

    private readonly RecentCounts<string> _addresses = new(MostAddresses);
    private readonly RecentCounts<int> _network = new(1);

    public Task<bool> TryMailAsync(string address)
    {
        var now = time.GetUtcNow();
        if (_addresses.Count(address, now) >= MailsOfAddress || _network.Count(0, now) >= MailsOfNetwork) return Task.FromResult(false);
        _addresses.Add(address, now);
        _network.Add(0, now);
        return Task.FromResult(true);
    }

    public Task GiveBackAsync(string address)
    {
        var now = time.GetUtcNow();
        _addresses.Remove(address, now);
        _network.Remove(0, now);
        return Task.CompletedTask;
    }
}
