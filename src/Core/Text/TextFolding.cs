using System.Text;

namespace Contacts.Core.Text;

/// <summary>Forms of a text for comparison. Folding is idempotent and never throws.</summary>
public static class TextFolding
{
    /// <summary>
    /// The form for search: no case, no diacritics, no compatibility variants (full width, ligatures), plain quotes and hyphens,
    /// no invisible characters, white space trimmed and single. Marks that are letters of their own (Indic and Thai vowels, kana
    /// voicing) stay. The same instance if nothing changes.
    /// </summary>
    public static string Fold(string text) => Ascii.IsValid(text) ? FoldAscii(text) : FoldUnicode(text);

    /// <summary>The text with its case, diacritics and white space, but without compatibility variants and invisible characters.</summary>
    public static string Plain(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var points = new CodePoints(stackalloc int[256]);
        Normalization.Decompose(text, compatible: true, ref points);
        var plain = new CodePoints(stackalloc int[256]);
        foreach (var item in points.Items)
            if (IsWhiteSpace(item) || UnicodeTables.Of(item).Kind != CharacterKind.Invisible) plain.Add(item);
        Normalization.Compose(ref plain);
        return plain.ToString();
    }

    /// <summary>
    /// The form of a text for finding look-alikes: letters and digits only, without case and diacritics, letters of
    /// other scripts as the Latin ones they resemble. Not meant for display.
    /// </summary>
    public static string Skeleton(string text)
    {
        var points = new CodePoints(stackalloc int[256]);
        points.Add(Fold(text));
        var skeleton = new CodePoints(stackalloc int[256]);
        foreach (var item in points.Items)
            if (UnicodeTables.Of(item).Kind is CharacterKind.LetterOrDigit or CharacterKind.Mark) skeleton.Add(Homoglyphs.LatinOf(item));
        return skeleton.ToString();
    }

    /// <summary>
    /// The form under which names of groups are the same: canonical caseless matching (full case folding, NFC). Diacritics count,
    /// white space counts.
    /// </summary>
    public static string CaseKey(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var points = new CodePoints(stackalloc int[256]);
        Normalization.Decompose(text, compatible: false, ref points);
        var folded = new CodePoints(stackalloc int[256]);
        Casing.Fold(points.Items, ref folded);
        return Normalization.ToNfc(folded.ToString());
    }

    private static string FoldAscii(string text)
    {
        if (IsFolded(text)) return text;
        var points = new CodePoints(stackalloc int[256]);
        foreach (var c in text) AddFolded(char.ToLowerInvariant(c), ref points);
        return Finish(ref points);
    }

    private static bool IsFolded(string text)
    {
        var last = ' ';
        foreach (var c in text)
        {
            if (c is < ' ' or '\x7F' or (>= 'A' and <= 'Z') || (c == ' ' && last == ' ')) return false;
            last = c;
        }
        return last != ' ' || text.Length == 0;
    }

    private static string FoldUnicode(string text)
    {
        var points = new CodePoints(stackalloc int[256]);
        Normalization.Decompose(text, compatible: true, ref points);
        var cased = new CodePoints(stackalloc int[256]);
        Casing.Fold(points.Items, ref cased);
        // Case folding may bring back characters that have a decomposition, and letters that are replaced may be of either kind.
        var decomposed = new CodePoints(stackalloc int[256]);
        Normalization.Decompose(cased.ToString(), compatible: true, ref decomposed);
        var plain = new CodePoints(stackalloc int[256]);
        foreach (var item in decomposed.Items) AddFolded(item, ref plain);
        return Finish(ref plain);
    }

    private static void AddFolded(int item, ref CodePoints output)
    {
        if (IsWhiteSpace(item))
        {
            if (output.Items is [.., not ' ']) output.Add(' ');
            return;
        }
        var info = UnicodeTables.Of(item);
        if (info.Kind is CharacterKind.Invisible or CharacterKind.EnclosingMark) return;
        if (info.CombiningClass is 1 or (>= 10 and <= 36) or >= 200) return;
        if (SearchLetters.PlainOrNull(item) is { } plain) output.Add(plain);
        else output.Add(item);
    }

    private static string Finish(ref CodePoints points)
    {
        if (points.Items is [.., ' ']) points.Truncate(points.Items.Length - 1);
        Normalization.Compose(ref points);
        return points.ToString();
    }

    private static bool IsWhiteSpace(int item) => item <= 0xFFFF && char.IsWhiteSpace((char)item);
}
