using System.Text;

namespace Contacts.Mail;

/// <summary>
/// Turns any text into header fields of ASCII lines. No text can end its field: control characters become spaces first, and every line
/// break that is written is followed by a space.
/// </summary>
internal static class HeaderText
{
    /// <summary>RFC 5322, without the line break; RFC 2047 has 76 for lines with encoded words.</summary>
    private const int LineLimit = 78;

    private const int EncodedLineLimit = 76;

    public static bool IsAtomCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c);

    /// <summary>Free text, such as a subject.</summary>
    public static string Unstructured(string field, string text)
    {
        text = Clean(text);
        var head = $"{field}: ";
        return CanStayAsIs(text, LineLimit - head.Length) ? Fold(head, text) : head + EncodedWords(text, head.Length);
    }

    /// <summary>An address with its name, if it has one.</summary>
    public static string Address(string field, Mailbox mailbox)
    {
        var head = $"{field}: ";
        if (mailbox.Name is not { } given || Clean(given) is not { Length: > 0 } name)
            return head + mailbox.Address;

        var phrase = Phrase(name, head.Length);
        var lastLine = phrase.Length - (phrase.LastIndexOf('\n') is var at and >= 0 ? at + 1 : -head.Length);
        var fits = lastLine + mailbox.Address.Length + 3 <= EncodedLineLimit;
        return $"{head}{phrase}{(fits ? " " : "\r\n ")}<{mailbox.Address}>";
    }

    /// <summary>Encoded words of at most 75 characters, one on each line.</summary>
    public static string EncodedWords(string text, int headLength)
    {
        var words = EncodedWord.Split(text, EncodedLineLimit - headLength, EncodedLineLimit - 1);
        return string.Join("\r\n ", words);
    }

    private static string Phrase(string name, int headLength)
    {
        if (!CanStayAsIs(name, LineLimit - headLength) || name.Length > LineLimit / 2)
            return EncodedWords(name, headLength);
        return name.All(c => c == ' ' || IsAtomCharacter(c)) ? name : $"\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }

    /// <summary>Control characters, line separators included, to spaces; lone surrogates are left to the encoder.</summary>
    private static string Clean(string text) =>
        string.Create(text.Length, text, (cleaned, given) =>
        {
            for (var i = 0; i < given.Length; i++)
                cleaned[i] = char.IsControl(given[i]) || given[i] is '\u2028' or '\u2029' ? ' ' : given[i];
        }).Trim(' ');

    /// <summary>Spaces in a row could be folded into a line of nothing else, and "=?" could be taken for an encoded word.</summary>
    private static bool CanStayAsIs(string text, int longestWord) =>
        Ascii.IsValid(text) && !text.Contains("  ") && !text.Contains("=?") && text.Split(' ').All(word => word.Length <= longestWord);

    private static string Fold(string head, string text)
    {
        var folded = new StringBuilder(head);
        var column = head.Length - 1;
        var first = true;
        foreach (var word in text.Split(' '))
        {
            if (!first && column + 1 + word.Length > LineLimit)
            {
                folded.Append("\r\n");
                column = 0;
            }
            if (!first)
                folded.Append(' ');
            folded.Append(word);
            column += 1 + word.Length;
            first = false;
        }
        return folded.ToString();
    }
}
