using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Keys;

namespace Contacts.WebFront.Pipeline.Idempotency;

/// <summary>The header Idempotency-Key: 1 to 255 characters, none of them a control character.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    public const int MaxLength = 255;
    public const string Rule = "\"Idempotency-Key\" must be 1 to 255 characters";

    public static bool IsSent(HttpRequest request) => request.Headers.ContainsKey(Name);

    /// <summary>The key; null if it breaks the rule.</summary>
    public static string? ReadOrNull(HttpRequest request)
    {
        var values = request.Headers[Name];
        if (values is not [{ } text] || string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
            return null;
        foreach (var c in text)
            if (char.IsControl(c))
                return null;
        return text;
    }

    /// <summary>What the request is called in the store: one API key's use of one Idempotency-Key on one route.</summary>
    public static string RecordOf(string apiKey, string route, string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{KeyHash.Of(apiKey)}\n{route}\n{text}")));
}
