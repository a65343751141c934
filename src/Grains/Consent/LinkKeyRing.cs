using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;

namespace Contacts.Grains.Consent;

/// <summary>Seals and opens the links of organisations, with keys that this process knows for a few seconds.</summary>
public sealed class LinkKeyRing(IConsentStore store, TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly RefreshingCache<int, ImmutableArray<LinkKey>> _keys = new(
        (organisationId, cancellationToken) => store.LinkKeysAsync(organisationId, time.GetUtcNow(), cancellationToken),
        time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), Capacity);

    public async ValueTask<string> SealAsync(ConsentLink link, CancellationToken cancellationToken) =>
        LinkToken.Write(link, (await _keys.GetAsync(link.OrganisationId, cancellationToken))[0]);

    /// <summary>What a token says that this service made for the organisation; null for any other.</summary>
    public async ValueTask<ConsentLink?> OpenAsync(int organisationId, string token, CancellationToken cancellationToken)
    {
        if (LinkToken.ReadOrNull(token) is not { } read || read.Link.OrganisationId != organisationId) return null;
        if (await FindAsync(organisationId, read.KeyNumber, cancellationToken) is not { } key) return null;
        return LinkToken.IsSealed(token, key) ? read.Link : null;
    }

    public async Task RotateAsync(int organisationId, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var act = new AuditedAct { At = now, Action = AuditActions.LinkKeyRotated, TargetKind = AuditTargets.LinkKey };
        await store.RotateLinkKeyAsync(organisationId, now, trail?.Doing(act), cancellationToken);
        _keys.Forget(organisationId);
    }

    /// <summary>A key that is not known yet may have been made by another process a moment ago: it is looked for once more.</summary>
    private async ValueTask<LinkKey?> FindAsync(int organisationId, int number, CancellationToken cancellationToken)
    {
        var known = await _keys.GetAsync(organisationId, cancellationToken);
        if (known.FirstOrDefault(key => key.Number == number) is { } key) return key;
        if (known.IsEmpty || number <= known[0].Number) return null;
        _keys.Forget(organisationId);
        return (await _keys.GetAsync(organisationId, cancellationToken)).FirstOrDefault(key => key.Number == number);
    }
}
