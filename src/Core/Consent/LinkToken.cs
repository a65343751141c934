using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Orleans;

namespace Contacts.Core.Consent;

/// <summary>What a link is for. The numbers are in tokens.</summary>
public enum LinkPurpose
{
    Confirm = 1,
    Unsubscribe = 2,
    Preferences = 3,
    Invitation = 4,
    Reset = 5,
    SignIn = 6,
}

/// <summary>
/// What the token of a link says: which consent it belongs to (for people of the console: which one-time link it is), and until when it
/// works (null: for ever). <see cref="Sequence"/> is that of a confirmation link, 0 of others.
/// </summary>
[GenerateSerializer, Immutable, Alias("consent.link")]
public readonly record struct ConsentLink(
    [property: Id(0)] LinkPurpose Purpose,
    [property: Id(1)] int OrganisationId,
    [property: Id(2)] long ConsentId,
    [property: Id(3)] long Sequence = 0,
    [property: Id(4)] DateTimeOffset? ExpiresAt = null);

/// <summary>A key by which an organisation's links are sealed: its number in tokens, and 32 random bytes.</summary>
public sealed record LinkKey(int Number, ImmutableArray<byte> Secret)
{
    public const int SecretLength = 32;

    public static LinkKey New(int number) => new(number, [.. RandomNumberGenerator.GetBytes(SecretLength)]);
}

/// <summary>
/// The token of a link: base64url of version, purpose, key number, organisation, consent, sequence and expiry (all but the first two as
/// variable-length integers, the expiry in milliseconds since 1970), and the first 16 bytes of their HMAC-SHA-256.
/// </summary>
public static class LinkToken
{
    private const byte Version = 1;
    private const int SealLength = 16;
    private const int LongestToken = 120;

    public static string Write(ConsentLink link, LinkKey key)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(Version);
            writer.Write((byte)link.Purpose);
            writer.Write7BitEncodedInt(key.Number);
            writer.Write7BitEncodedInt(link.OrganisationId);
            writer.Write7BitEncodedInt64(link.ConsentId);
            writer.Write7BitEncodedInt64(link.Sequence);
            writer.Write7BitEncodedInt64(link.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0);
            writer.Write(Seal(stream.ToArray(), key));
        }
        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <summary>
    /// What a token claims, and the number of its key. Nothing of it may be believed before <see cref="IsSealed"/>. Null if it is no
    /// token.
    /// </summary>
    public static (ConsentLink Link, int KeyNumber)? ReadOrNull(string token)
    {
        if (Decode(token) is not { Length: > SealLength } bytes) return null;
        using var reader = new BinaryReader(new MemoryStream(bytes[..^SealLength]));
        try
        {
            if (reader.ReadByte() != Version) return null;
            var purpose = (LinkPurpose)reader.ReadByte();
            var number = reader.Read7BitEncodedInt();
            var link = new ConsentLink(
                purpose, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(),
                Expiry(reader.Read7BitEncodedInt64()));
            return reader.BaseStream.Position == reader.BaseStream.Length && Enum.IsDefined(purpose) ? (link, number) : null;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Whether the token was made with this key and not changed since.</summary>
    public static bool IsSealed(string token, LinkKey key) =>
        Decode(token) is { Length: > SealLength } bytes
        && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(^SealLength..), Seal(bytes[..^SealLength], key));

    private static byte[]? Decode(string token) =>
        token.Length <= LongestToken && Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : null;

    private static DateTimeOffset? Expiry(long milliseconds) =>
        milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static byte[] Seal(byte[] bytes, LinkKey key) => HMACSHA256.HashData(key.Secret.AsSpan(), bytes)[..SealLength];
}
