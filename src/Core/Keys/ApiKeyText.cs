using System.Security.Cryptography;

namespace Contacts.Core.Keys;

/// <summary>The text of an API key: a prefix of four characters and 28 of [A-Za-z0-9]. It is never stored; its <see cref="KeyHash"/> is.</summary>
public static class ApiKeyText
{
    public const int Length = 32;

    /// <summary>The key of the documentation, public by design; it works in Development only.</summary>
    public const string Sample = "PRODPGrFxpGEtrOZfuWhnoJohUYBXuOE";

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int PrefixLength = 4;

    /// <summary>A new key from a cryptographic generator.</summary>
    public static string Generate(ApiKeyKind kind) => Prefix(kind) + RandomNumberGenerator.GetString(Characters, Length - PrefixLength);

    public static bool HasFormat(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !(text.StartsWith("PROD") || text.StartsWith("DEV_") || text.StartsWith("ROOT"))) return false;
        foreach (var c in text[PrefixLength..])
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        return true;
    }

    /// <summary>Whether a text may be the root key: its format, and not a placeholder of one or two characters repeated.</summary>
    public static bool IsRootKey(string text) =>
        HasFormat(text) && text.StartsWith("ROOT", StringComparison.Ordinal) && text.Skip(PrefixLength).Distinct().Count() > 2;

    private static string Prefix(ApiKeyKind kind) => kind switch
    {
        ApiKeyKind.Prod => "PROD",
        ApiKeyKind.Dev => "DEV_",
        _ => "ROOT",
    };
}
