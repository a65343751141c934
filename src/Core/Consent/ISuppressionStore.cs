using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Contacts.Core.Consent;

/// <summary>
/// Addresses and numbers of people who asked to be forgotten. Stored as hashes alone. Throws StoreUnavailableException while the store is
/// unavailable.
/// </summary>
public interface ISuppressionStore
{
    /// <summary>Those of the addresses and numbers that are suppressed.</summary>
    Task<ImmutableHashSet<ConsentKey>> FindAsync(
        int organisationId, IReadOnlyCollection<ConsentKey> keys, CancellationToken cancellationToken);

    /// <summary>Suppresses addresses and numbers; those that are suppressed stay so.</summary>
    Task AddAsync(int organisationId, IReadOnlyCollection<ConsentKey> keys, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What is suppressed of a write: an address that no contact has, and a number that its contact has not.</summary>
public readonly record struct SuppressedParts(bool Email, bool Phone)
{
    /// <summary>This, with the address or the number.</summary>
    public SuppressedParts With(ConsentChannel channel) =>
        channel == ConsentChannel.Email ? this with { Email = true } : this with { Phone = true };
}

/// <summary>The hash by which an address or number is known that may not be stored itself.</summary>
public static class SuppressionHash
{
    /// <summary>How many a request may suppress by their hashes.</summary>
    public const int MostAtOnce = 500;

    public const int Length = 32;

    /// <summary>
    /// HMAC-SHA-256 over the organisation (4 bytes, big-endian), the channel (1 byte) and the canonical address or E.164 number (UTF-8).
    /// </summary>
    public static byte[] Of(ReadOnlySpan<byte> secret, int organisationId, ConsentKey key)
    {
        var message = new byte[5 + Encoding.UTF8.GetByteCount(key.Address)];
        BinaryPrimitives.WriteInt32BigEndian(message, organisationId);
        message[4] = (byte)key.Channel;
        Encoding.UTF8.GetBytes(key.Address, message.AsSpan(5));
        return HMACSHA256.HashData(secret, message);
    }
}
