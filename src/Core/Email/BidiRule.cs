using System.Text;
using Contacts.Core.Text;

namespace Contacts.Core.Email;

/// <summary>The bidi rule of RFC 5893, section 2: in a domain with any right-to-left character, no label may mix directions.</summary>
internal static class BidiRule
{
    private const uint RightToLeft = 1u << (int)BidiClass.R | 1u << (int)BidiClass.AL;
    private const uint Neutral = 1u << (int)BidiClass.ES | 1u << (int)BidiClass.CS | 1u << (int)BidiClass.ET | 1u << (int)BidiClass.ON
        | 1u << (int)BidiClass.BN | 1u << (int)BidiClass.NSM;
    private const uint European = 1u << (int)BidiClass.EN;
    private const uint Arabic = 1u << (int)BidiClass.AN;
    private const uint Left = 1u << (int)BidiClass.L;

    public static bool Holds(ReadOnlySpan<string> labels)
    {
        var seen = 0u;
        foreach (var label in labels)
            foreach (var rune in label.EnumerateRunes()) seen |= ClassOf(rune);
        if ((seen & (RightToLeft | Arabic)) == 0) return true;
        foreach (var label in labels)
            if (!HoldsFor(label)) return false;
        return true;
    }

    private static bool HoldsFor(string label)
    {
        uint first = 0, seen = 0, last = 0;
        foreach (var rune in label.EnumerateRunes())
        {
            var bidi = ClassOf(rune);
            if (first == 0) first = bidi;
            seen |= bidi;
            if (bidi != 1u << (int)BidiClass.NSM) last = bidi;
        }
        if ((first & RightToLeft) != 0)
            return (seen & ~(RightToLeft | Arabic | European | Neutral)) == 0
                && (last & (RightToLeft | European | Arabic)) != 0
                && (seen & (European | Arabic)) != (European | Arabic);
        return first == Left && (seen & ~(Left | European | Neutral)) == 0 && (last & (Left | European)) != 0;
    }

    private static uint ClassOf(Rune rune) => 1u << (int)UnicodeTables.Of(rune.Value).Bidi;
}
