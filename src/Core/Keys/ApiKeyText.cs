using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Contacts.Core.Keys;

/// <summary>
/// The text of an API key: a prefix of four characters and 28 of [A-Za-z0-9]. The last six of a new key are the CRC-32 of the 26 before
/// them in base 62, so that a key that was invented or mistyped is known at sight. The text is never stored; its <see cref="KeyHash"/> is.
/// </summary>
public static class ApiKeyText
{
    public const int Length = 32;

    /// <summary>The key of the documentation, public by design; it works in Development only.</summary>
    public const string Sample = "PRODPGrFxpGEtrOZfuWhnoJohUYBXuOE";

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int PrefixLength = 4;
    private const int ChecksumLength = 6;

    /// <summary>A new key from a cryptographic generator.</summary>
    public static string Generate(ApiKeyKind kind)
    {
        var text = Prefix(kind) + RandomNumberGenerator.GetString(Characters, Length - PrefixLength - ChecksumLength);
        return text + Checksum(text);
    }

    /// <summary>Whether a text that has the format ends in its checksum. Keys from before there was one do not, but by chance.</summary>
    public static bool HasChecksum(string text) =>
        text.AsSpan(Length - ChecksumLength).SequenceEqual(Checksum(text.AsSpan(0, Length - ChecksumLength)));

    public static bool HasFormat(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !(text.StartsWith("PROD") || text.StartsWith("DEV_") || text.StartsWith("ROOT"))) return false;
        foreach (var c in text[PrefixLength..])
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        return true;
    }

    /// <summary>What <see cref="IsRootKey"/> asks for.</summary>
    public const string RootKeyRule = "^ROOT[A-Za-z0-9]{28}$ with at least three different characters behind ROOT";

    /// <summary>Whether a text may be the root key: its format, and not a placeholder of one or two characters repeated.</summary>
    public static bool IsRootKey(string text) =>
        HasFormat(text) && text.StartsWith("ROOT", StringComparison.Ordinal) && text.Skip(PrefixLength).Distinct().Count() > 2;

    private static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[Length - ChecksumLength];
        Encoding.ASCII.GetBytes(text, octets);
        Span<char> digits = stackalloc char[ChecksumLength];
        var rest = Crc32.HashToUInt32(octets);
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            digits[i] = Characters[(int)(rest % (uint)Characters.Length)];
            rest /= (uint)Characters.Length;
        }
        return digits.ToString();
    }

    private static string Prefix(ApiKeyKind kind) => kind switch
    {
        ApiKeyKind.Prod => "PROD",
        ApiKeyKind.Dev => "DEV_",
        _ => "ROOT",
    };
}
