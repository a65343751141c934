using System.Text;

namespace Contacts.Core.Text;

/// <summary>What is wrong with a short text that somebody entered; <see cref="None"/> where nothing is.</summary>
public enum InputTextError
{
    None = 0,
    TooLong,

    /// <summary>A control character other than white space.</summary>
    ControlCharacter,
    UnpairedSurrogate,
}

/// <summary>
/// Names and companies as they are stored: NFC, trimmed, white space of any kind and length one space. What has only invisible characters
/// is blank.
/// </summary>
public static class InputText
{
    /// <summary>The most characters (Unicode code points, counted after cleaning) of a name or a company.</summary>
    public const int NameLimit = 128;

    // NFC makes at most four characters one, and a character has at most two code units: nothing longer can come down to the limit.
    private const int CodeUnitsPerCharacter = 8;

    /// <summary>Cleans a text of at most <paramref name="limit"/> characters. Absent and blank give ""; an error gives "" too.</summary>
    public static InputTextError Clean(string? text, int limit, out string clean)
    {
        clean = "";
        var collapsed = Collapse(text ?? "");
        foreach (var c in collapsed)
            if (char.IsControl(c)) return InputTextError.ControlCharacter;
        if (HasUnpairedSurrogate(collapsed)) return InputTextError.UnpairedSurrogate;
        if (IsBlank(collapsed)) return InputTextError.None;
        if (collapsed.Length > limit * CodeUnitsPerCharacter) return InputTextError.TooLong;
        var composed = Normalization.ToNfc(collapsed);
        if (composed.Length > limit && composed.EnumerateRunes().Count() > limit) return InputTextError.TooLong;
        clean = composed;
        return InputTextError.None;
    }

    /// <summary>The first characters (code points) of a text, surrounding white space aside.</summary>
    public static string Beginning(string text, int count) => string.Concat(Collapse(text).EnumerateRunes().Take(count));

    /// <summary>Whether nothing of a text would be seen: it is absent, or white space and other invisible characters alone.</summary>
    public static bool IsBlank(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
            if (UnicodeTables.Of(rune.Value).Kind != CharacterKind.Invisible) return false;
        return true;
    }

    private static string Collapse(string text)
    {
        if (!NeedsCollapsing(text)) return text;
        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) builder.Append(c);
            else if (builder.Length > 0 && builder[^1] != ' ') builder.Append(' ');
        }
        if (builder.Length > 0 && builder[^1] == ' ') builder.Length--;
        return builder.ToString();
    }

    private static bool NeedsCollapsing(string text)
    {
        var last = ' ';
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) && (c != ' ' || last == ' ')) return true;
            last = c;
        }
        return last == ' ' && text.Length > 0;
    }

    private static bool HasUnpairedSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}

/// <summary>The rule that a short text violates, as the end of a sentence.</summary>
public static class TextErrors
{
    public static string Rule(InputTextError error, int limit) => error switch
    {
        InputTextError.TooLong => $"must be {limit} characters or less",
        InputTextError.ControlCharacter => "must not contain control characters",
        _ => "must be valid Unicode text",
    };

    public static string ItemRule(InputTextError error, int limit) => error switch
    {
        InputTextError.TooLong => $"must have items of {limit} characters or less",
        InputTextError.ControlCharacter => "must have items without control characters",
        _ => "must have items of valid Unicode text",
    };
}
