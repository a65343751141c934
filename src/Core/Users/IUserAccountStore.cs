using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Mail;

namespace Contacts.Core.Users;

/// <summary>
/// Accounts of people, with their recovery codes and links. Every method throws <see cref="StoreUnavailableException"/> while the store is
/// unavailable.
/// </summary>
public interface IUserAccountStore
{
    Task<UserAccount?> FindAsync(long userId, CancellationToken cancellationToken);

    /// <summary>The account of a normalised address.</summary>
    Task<UserAccount?> FindAsync(string email, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an account over the version that was read; false if it has changed since. The trail is left in the audit of each organisation
    /// of the person, or, where there is none, in that of the service (0).
    /// </summary>
    Task<bool> SaveAsync(UserAccount account, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>
    /// As <see cref="SaveAsync"/>, and removes recovery codes and passkeys. The stamp of an idempotent request is left too.
    /// </summary>
    Task<bool> SaveWithoutDevicesAsync(UserAccount account, OrganisationTrail? trail, CancellationToken cancellationToken);

    /// <summary>The organisations of a person, by name.</summary>
    Task<ImmutableArray<Membership>> MembershipsAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Replaces all recovery codes, of which the hashes are stored. The trail as in <see cref="SaveAsync"/>.</summary>
    Task ReplaceCodesAsync(
        long userId, ImmutableArray<ImmutableArray<byte>> hashes, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>Uses a recovery code up; false if there is none of the hash.</summary>
    Task<bool> RedeemCodeAsync(long userId, ImmutableArray<byte> hash, CancellationToken cancellationToken);

    Task<int> CountCodesAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Notes that a time-based code was used; false if it was used before and has not <paramref name="until"/> run out.</summary>
    Task<bool> UseCodeAsync(long userId, int code, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>A link that was not used; the caller checks whether it is in time.</summary>
    Task<OneTimeLink?> FindLinkAsync(int organisationId, long linkId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a link with the mail that carries it, if any: one that signs in beside others, any other in place of those before.
    /// </summary>
    Task<OneTimeLink> AddLinkAsync(
        OneTimeLink link, DateTimeOffset at, Func<OneTimeLink, QueuedMail?> mail, CancellationToken cancellationToken);

    /// <summary>
    /// Uses a link up: writes the account if one is given, adds what an invitation gives, and leaves the trail in the organisation, or, of
    /// another link, as <see cref="SaveAsync"/> does. False if the link was used, or the account has changed.
    /// </summary>
    Task<bool> UseLinkAsync(
        OneTimeLink link, UserAccount? account, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// The account of an address, made where there is none; with a membership or as an operator at once. For Development.
    /// </summary>
    Task<UserAccount> EnsureAsync(string email, int organisationId, Role role, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Deletes some links and used codes that have run out; how many.</summary>
    Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken);
}

/// <summary>The keys by which cookies and forms are protected, as XML of ASP.NET Core Data Protection.</summary>
public interface IProtectionKeyStore
{
    Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds a key, unless another process has just added one: processes that start at the same time must not protect by different keys.
    /// </summary>
    Task AddAsync(string name, string xml, DateTimeOffset at, CancellationToken cancellationToken);
}
