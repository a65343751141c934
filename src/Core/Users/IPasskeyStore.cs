using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Users;

/// <summary>
/// The passkeys of people. Every method throws <see cref="StoreUnavailableException"/> while the store is unavailable. Trails are left as
/// by <see cref="IUserAccountStore.SaveAsync"/>.
/// </summary>
public interface IPasskeyStore
{
    /// <summary>False where somebody has it already, or the person has as many as one may have.</summary>
    Task<bool> AddAsync(Passkey passkey, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>The oldest first.</summary>
    Task<ImmutableArray<Passkey>> ListAsync(long userId, CancellationToken cancellationToken);

    Task<Passkey?> FindAsync(ImmutableArray<byte> credentialId, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that it was used, with the count that it says now. False where it is gone, or was used with such a count before.
    /// </summary>
    Task<bool> UseAsync(Passkey passkey, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>False where the person has none of the id.</summary>
    Task<bool> RemoveAsync(
        long userId, ImmutableArray<byte> credentialId, CancellationToken cancellationToken, CommandTrail? trail = null);
}
