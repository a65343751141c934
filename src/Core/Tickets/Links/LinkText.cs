using System.Text.RegularExpressions;
using Contacts.Core.Text;

namespace Contacts.Core.Tickets.Links;

/// <summary>
/// Finds web addresses in what people and programs write: with a scheme (<c>hxxp</c> too), with <c>www.</c>, with disguised dots, and bare
/// names such as <c>example.com</c>. File names, versions, abbreviations and e-mail addresses are none. Pure, in linear time.
/// </summary>
public static partial class LinkText
{
    // There are top-level domains among them: the names of files are more frequent in messages.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _fileEnds = new HashSet<string>(
        ["ai", "bmp", "csv", "doc", "docx", "exe", "gif", "htm", "html", "ics", "jpeg", "jpg", "js", "json", "md", "mov", "odt", "pdf",
        "php",
            "png", "ppt", "pptx", "ps", "py", "rar", "rs", "rtf", "sh", "svg", "tif", "tiff", "txt", "webp", "xls", "xlsx", "xml", "zip"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How many web addresses a text has; a <c>[url]</c> counts as one more.</summary>
    public static int Count(string message)
    {
        var text = DisguisedColon().Replace(DisguisedDot().Replace(TextFolding.Plain(message), "."), ":");
        var count = BulletinBoardLink().Count(text);
        foreach (var word in Separator().EnumerateSplits(text)) count += CountIn(text.AsSpan(word));
        return count;
    }

    private static int CountIn(ReadOnlySpan<char> word)
    {
        if (Scheme().Count(word) is var schemes and > 0) return schemes;
        word = word.Trim(".,:;!?'*_~-…");
        var end = word.IndexOfAny("/?#:");
        if (end < 0) return IsAddress(word, hasPath: false) ? 1 : 0;
        if (word[end] == ':' && !word[..end].Contains('.')) return CountIn(word[(end + 1)..]); // "web:example.com"
        return IsAddress(word[..end], hasPath: word[end] != ':' && end + 1 < word.Length) ? 1 : 0;
    }

    private static bool IsAddress(ReadOnlySpan<char> name, bool hasPath)
    {
        if (name.Length > 4 && name.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return true;
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || !AreLabels(name[..dot]) || !CanBeTopLevel(name[(dot + 1)..])) return false;
        var (known, isFile) = (TopLevelDomains.Has(name[(dot + 1)..]), _fileEnds.Contains(name[(dot + 1)..]));
        return hasPath ? known || !isFile : known && !isFile && name[..dot].IndexOfAnyExceptInRange('.', '9') >= 0; // "10.am" is a time.
    }

    private static bool AreLabels(ReadOnlySpan<char> labels)
    {
        var last = '.';
        foreach (var c in labels)
        {
            if (c == '.' ? last == '.' : c != '-' && !IsLetterOrDigit(c)) return false;
            last = c;
        }
        return last != '.';
    }

    /// <summary>Letters, but for "Thanks.It works": a capital that small letters follow begins a sentence.</summary>
    private static bool CanBeTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2) return false;
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return AreLabels(label);
        if (char.IsUpper(label[0]) && char.IsLower(label[1])) return false;
        foreach (var c in label)
            if (!IsLetterOrDigit(c) || char.IsAsciiDigit(c)) return false;
        return true;
    }

    /// <summary>Marks and surrogates are parts of letters.</summary>
    private static bool IsLetterOrDigit(char c) =>
        c < 0x80 ? char.IsAsciiLetterOrDigit(c) : !char.IsPunctuation(c) && !char.IsSymbol(c) && !char.IsWhiteSpace(c);

    [GeneratedRegex(@"(?:https?|hxxps?|h\*\*ps?|ftp)://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[ \t]?[\[({][ \t]?(?:\.|dot)[ \t]?[\])}][ \t]?|\u3002", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DisguisedDot();

    [GeneratedRegex(@"[\[({]:[\])}]")]
    private static partial Regex DisguisedColon();

    [GeneratedRegex(@"\[url", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BulletinBoardLink();

    [GeneratedRegex("""[\s<>"(){}\[\]|,;“”„«»]+""")]
    private static partial Regex Separator();
}
