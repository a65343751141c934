using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Text;

namespace Contacts.Core.Tickets;

/// <summary>Long texts of a contact form, kept as they were typed but for control characters, which no mail and no page can show.</summary>
public static class MessageText
{
    /// <summary>The most characters (Unicode code points) of a message or a notice.</summary>
    public const int Limit = 20_000;

    /// <summary>The most characters of a subject that is taken from the message.</summary>
    public const int FirstLineLimit = 120;

    /// <summary>The text without control characters other than line breaks and tabs; "" where it is blank.</summary>
    public static string Clean(string? text)
    {
        if (text is null) return "";
        var clean = text.Any(IsStray) ? string.Concat(text.Where(c => !IsStray(c))) : text;
        return string.IsNullOrWhiteSpace(clean) ? "" : clean;
    }

    public static bool IsTooLong(string text) => text.Length > Limit && text.EnumerateRunes().Count() > Limit;

    /// <summary>The first line that is not blank, white space collapsed, cut between characters.</summary>
    public static string FirstLine(string message)
    {
        var line = message.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        var collapsed = string.Join(' ', line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var cut = new StringBuilder(FirstLineLimit);
        var count = 0;
        foreach (var rune in collapsed.EnumerateRunes())
        {
            if (++count > FirstLineLimit) break;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd();
    }

    /// <summary>
    /// The same for texts that differ in case, diacritics, punctuation, white space and letters that look alike. A text of signs alone,
    /// such as emoji, is taken as it is.
    /// </summary>
    public static long Hash(string message)
    {
        var skeleton = TextFolding.Skeleton(message);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(skeleton.Length > 0 ? skeleton : message), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private static bool IsStray(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
