using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Consent;

/// <summary>
/// Ends consents that were not confirmed in time, every half minute. Reads and decisions take them for ended before: this only tidies up.
/// </summary>
public sealed class ConsentLapsing(UnconfirmedConsents consents, TimeProvider time, ILogger<ConsentLapsing> logger)
    : PeriodicWork(TimeSpan.FromSeconds(30), time, logger)
{
    private const int AtOnce = 200;

    public override Task RunAsync(CancellationToken cancellationToken) =>
        RepeatAsync(AtOnce, atMost => consents.LapseAsync(atMost, cancellationToken));
}

/// <summary>Ends consents that nobody has confirmed.</summary>
public sealed class UnconfirmedConsents(IContactStore contacts, IConsentStore consents, TimeProvider time)
{
    /// <summary>Ends consents that were not confirmed in time; how many.</summary>
    public async Task<int> LapseAsync(int limit, CancellationToken cancellationToken) =>
        await LapseAsync(await consents.FindLapsedAsync(time.GetUtcNow(), limit, cancellationToken), cancellationToken);

    /// <summary>Ends consents of an organisation that were asked for before a moment; how many.</summary>
    public async Task<int> LapseAsync(int organisationId, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await LapseAsync(await consents.FindPendingAsync(organisationId, before, limit, cancellationToken), cancellationToken);

    private async Task<int> LapseAsync(ImmutableArray<ConsentRow> lapsed, CancellationToken cancellationToken)
    {
        foreach (var consent in lapsed)
        {
            var changes = Decision.Set(consent.OrganisationId, [], [], time.GetUtcNow()) with { Consents = [ConsentRule.Drop(consent)] };
            await contacts.ApplyAsync(changes, cancellationToken); // A conflict: somebody has just said something.
        }
        return lapsed.Length;
    }
}
