using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Contacts.Core.Keys;

/// <summary>The SHA-256 of a key's text: all that is kept or passed on of it. <see cref="ToString"/> is the key of its grain.</summary>
public readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Octets of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    /// <summary>The first eight octets: enough to tell some thousands of keys apart.</summary>
    public ulong Prefix => A;

    /// <summary><paramref name="key"/> has the format of a key.</summary>
    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        Span<byte> text = stackalloc byte[ApiKeyText.Length];
        Encoding.ASCII.GetBytes(key, text);
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(text, hash);
        return Read(hash);
    }

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static KeyHash Parse(string text) => Read(Convert.FromHexString(text));

    /// <summary>The hash of <see cref="Length"/> octets.</summary>
    public static KeyHash Read(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]), BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));

    public byte[] ToArray()
    {
        var hash = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(hash, A);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8), B);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(16), C);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(24), D);
        return hash;
    }

    /// <summary>Upper-case hexadecimal.</summary>
    public override string ToString() => $"{A:X16}{B:X16}{C:X16}{D:X16}";
}
