using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>The SHA-256 of a key's text: all that is kept or passed on of it. <see cref="ToString"/> is the key of its grain.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary><paramref name="key"/> has the format of a key.</summary>
    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        Span<byte> text = stackalloc byte[KeyText.Length];
        Encoding.ASCII.GetBytes(key, text);
        Span<ulong> hash = stackalloc ulong[4];
        SHA256.HashData(text, MemoryMarshal.AsBytes(hash));
        return new KeyHash(hash[0], hash[1], hash[2], hash[3]);
    }

    /// <summary>Upper-case hexadecimal.</summary>
    public override string ToString()
    {
        Span<ulong> hash = [A, B, C, D];
        return Convert.ToHexString(MemoryMarshal.AsBytes(hash));
    }
}
