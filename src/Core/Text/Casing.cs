using System.Text;

namespace Contacts.Core.Text;

/// <summary>Lower case without language or context: a capital sigma is σ everywhere, U+0130 is i with a dot above.</summary>
internal static class Casing
{
    /// <summary>The same instance if nothing changes.</summary>
    public static string ToLower(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var points = new CodePoints(stackalloc int[256]);
        var changed = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var hasLower = UnicodeTables.Of(rune.Value).HasLowerCase;
            changed |= hasLower;
            if (hasLower) points.Add(UnicodeTables.LowerCase(rune.Value));
            else points.Add(rune.Value);
        }
        return changed ? points.ToString() : text;
    }

    /// <summary>Replaces every character by its full case folding.</summary>
    public static void Fold(scoped ReadOnlySpan<int> text, ref CodePoints output)
    {
        foreach (var item in text)
        {
            if (UnicodeTables.Of(item).HasCaseFolding) output.Add(UnicodeTables.CaseFolding(item));
            else output.Add(item);
        }
    }
}
