using System.Runtime.CompilerServices;
using System.Text;

[assembly: InternalsVisibleTo("Contacts.Grains.Tests")]

namespace Contacts.Core.Text;

/// <summary>
/// The normalisation forms of Unicode (UAX #15). Not string.Normalize: in invariant globalisation mode it returns its input as it is.
/// Unpaired surrogates become U+FFFD.
/// </summary>
internal static class Normalization
{
    private const int SBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7;
    private const int LCount = 19, VCount = 21, TCount = 28, SCount = LCount * VCount * TCount;

    /// <summary>NFC; the same instance if the text is in NFC already.</summary>
    public static string ToNfc(string text)
    {
        if (IsSurelyNfc(text)) return text;
        var points = new CodePoints(stackalloc int[256]);
        Decompose(text, compatible: false, ref points);
        Compose(ref points);
        var composed = points.ToString();
        return composed == text ? text : composed;
    }

    /// <summary>Appends the canonical or the compatibility decomposition (NFD, NFKD).</summary>
    public static void Decompose(string text, bool compatible, ref CodePoints output)
    {
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, compatible, ref output);
        Order(output.Items);
    }

    /// <summary>Composes decomposed and ordered characters in place.</summary>
    public static void Compose(ref CodePoints points)
    {
        var items = points.Items;
        int starter = -1, written = 0, lastClass = 0;
        foreach (var item in items)
        {
            var combiningClass = UnicodeTables.Of(item).CombiningClass;
            if (starter >= 0 && (written == starter + 1 || lastClass < combiningClass)
                && Composite(items[starter], item) is var composite and >= 0)
            {
                items[starter] = composite;
                continue;
            }
            if (combiningClass == 0) starter = written;
            lastClass = combiningClass;
            items[written++] = item;
        }
        points.Truncate(written);
    }

    private static bool IsSurelyNfc(string text)
    {
        if (Ascii.IsValid(text)) return true;
        var lastClass = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Everything below the first combining mark is in NFC. U+FFFD may stand for half a pair here.
            if (rune.Value < 0x300)
            {
                lastClass = 0;
                continue;
            }
            var info = UnicodeTables.Of(rune.Value);
            if (info.MayChangeInNfc || rune == Rune.ReplacementChar) return false;
            if (info.CombiningClass != 0 && info.CombiningClass < lastClass) return false;
            lastClass = info.CombiningClass;
        }
        return true;
    }

    private static void Decompose(int item, bool compatible, ref CodePoints output)
    {
        if ((uint)(item - SBase) < SCount)
        {
            var syllable = item - SBase;
            output.Add(LBase + syllable / (VCount * TCount));
            output.Add(VBase + syllable / TCount % VCount);
            if (syllable % TCount != 0) output.Add(TBase + syllable % TCount);
            return;
        }
        var info = UnicodeTables.Of(item);
        if (compatible && info.HasCompatibleForm) output.Add(UnicodeTables.CompatibleForm(item));
        else if (info.HasDecomposition) output.Add(UnicodeTables.Decomposition(item));
        else output.Add(item);
    }

    // Marks are put in the order of their classes; those of one class keep theirs.
    private static void Order(Span<int> items)
    {
        for (var start = 0; start < items.Length; start++)
        {
            var end = start;
            while (end < items.Length && ClassOf(items[end]) != 0) end++;
            if (end - start > 1) OrderMarks(items[start..end]);
            start = end;
        }
    }

    private static void OrderMarks(Span<int> marks)
    {
        if (marks.Length > 32)
        {
            // A stable sort, so that a text of nothing but marks does not take quadratic time.
            marks.ToArray().OrderBy(ClassOf).ToArray().CopyTo(marks);
            return;
        }
        for (var i = 1; i < marks.Length; i++)
            for (var j = i; j > 0 && ClassOf(marks[j - 1]) > ClassOf(marks[j]); j--)
                (marks[j - 1], marks[j]) = (marks[j], marks[j - 1]);
    }

    private static int Composite(int first, int second)
    {
        if ((uint)(first - LBase) < LCount && (uint)(second - VBase) < VCount)
            return SBase + ((first - LBase) * VCount + second - VBase) * TCount;
        if ((uint)(first - SBase) < SCount && (first - SBase) % TCount == 0 && second - TBase is > 0 and < TCount)
            return first + second - TBase;
        return UnicodeTables.Composite(first, second);
    }

    private static int ClassOf(int item) => UnicodeTables.Of(item).CombiningClass;
}
