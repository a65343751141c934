using System.Text;

namespace Contacts.Mail;

/// <summary>RFC 2047 encoded words in UTF-8: Q or B, whichever is shorter for the whole text. No word ends inside a character.</summary>
internal static class EncodedWord
{
    private const string Tail = "?=";

    /// <summary>The words, none longer than its limit and none longer than 75 characters.</summary>
    public static IEnumerable<string> Split(string text, int firstLimit, int limit)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var quoted = bytes.Sum(QuotedLength) <= 4 * ((bytes.Length + 2) / 3);
        var head = quoted ? "=?utf-8?Q?" : "=?utf-8?B?";
        var room = Math.Min(firstLimit, limit) - head.Length - Tail.Length;
        var start = 0;
        while (start < bytes.Length)
        {
            var length = Take(bytes.AsSpan(start), quoted, room);
            var part = bytes.AsSpan(start, length);
            yield return head + (quoted ? Quote(part) : Convert.ToBase64String(part)) + Tail;
            start += length;
            room = limit - head.Length - Tail.Length;
        }
    }

    /// <summary>How many bytes, always whole characters, fit into the room.</summary>
    private static int Take(ReadOnlySpan<byte> bytes, bool quoted, int room)
    {
        var (taken, used) = (0, 0);
        while (taken < bytes.Length)
        {
            Rune.DecodeFromUtf8(bytes[taken..], out _, out var length);
            used = quoted ? used + QuotedLength(bytes.Slice(taken, length)) : 4 * ((taken + length + 2) / 3);
            if (used > room)
                break;
            taken += length;
        }
        return taken;
    }

    private static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes)
        {
            if (IsPlain(b))
                text.Append((char)b);
            else if (b == ' ')
                text.Append('_');
            else
                text.Append('=').Append(b.ToString("X2"));
        }
        return text.ToString();
    }

    private static int QuotedLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        foreach (var b in bytes)
            length += QuotedLength(b);
        return length;
    }

    private static int QuotedLength(byte b) => b == ' ' || IsPlain(b) ? 1 : 3;

    /// <summary>What RFC 2047 lets stand in a phrase, which is the narrowest of its contexts.</summary>
    private static bool IsPlain(byte b) => char.IsAsciiLetterOrDigit((char)b) || "!*+-/"u8.Contains(b);
}
