using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Contacts.Core.Keys;

/// <summary>The text of an API key: a prefix of four characters and 28 of [A-Za-z0-9]. It is never stored; its SHA-256 is.</summary>
public static partial class ApiKeyText
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new key from a cryptographic generator.</summary>
    public static string Generate(ApiKeyKind kind) => Prefix(kind) + RandomNumberGenerator.GetString(Characters, 28);

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a text may be the root key: its format, and not a placeholder of one or two characters repeated.</summary>
    public static bool IsRootKey(string text) => RootPattern().IsMatch(text) && text.Skip(4).Distinct().Count() > 2;

    private static string Prefix(ApiKeyKind kind) => kind switch
    {
        ApiKeyKind.Prod => "PROD",
        ApiKeyKind.Dev => "DEV_",
        _ => "ROOT",
    };

    [GeneratedRegex(@"\AROOT[A-Za-z0-9]{28}\z")]
    private static partial Regex RootPattern();
}
