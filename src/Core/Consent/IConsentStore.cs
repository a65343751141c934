using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Consent;

/// <summary>
/// Reads consents and keeps the keys of links. Consents are written with the contacts that they concern, see
/// <see cref="Contacts.IContactStore"/>. Every method throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface IConsentStore
{
    /// <summary>Those of the keys of which something is stored, in no order.</summary>
    Task<ImmutableArray<ConsentRow>> FindAsync(
        int organisationId, IReadOnlyCollection<ConsentKey> keys, CancellationToken cancellationToken);

    /// <summary>Consents of any organisation that were not confirmed in time, the oldest first.</summary>
    Task<ImmutableArray<ConsentRow>> FindLapsedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Pending consents of an organisation that were asked for before a moment.</summary>
    Task<ImmutableArray<ConsentRow>> FindPendingAsync(
        int organisationId, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>The live contacts that have this phone and are subscribed to text messages.</summary>
    Task<ImmutableArray<long>> FindSubscribersAsync(int organisationId, string phone, CancellationToken cancellationToken);

    /// <summary>
    /// The organisation's two newest keys, the newest first; the first one is made where there is none.
    /// Empty if the organisation does not exist.
    /// </summary>
    Task<ImmutableArray<LinkKey>> LinkKeysAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Adds a key, by which links are sealed from now on. The one before it goes on opening links; older ones are gone.</summary>
    Task RotateLinkKeyAsync(int organisationId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);
}
