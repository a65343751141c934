using System.Text;
using Contacts.Core.Text;

namespace Contacts.Core.Email;

/// <summary>The part before the <c>@</c>: a dot-atom of RFC 5321, extended by letters and digits of every script (RFC 6531).</summary>
internal static class LocalPart
{
    /// <summary>Refuses invisible characters and unpaired surrogates before a mapping drops them silently.</summary>
    public static EmailAddressError CheckVisible(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
                return EmailAddressError.UnpairedSurrogate;
            var kind = UnicodeTables.Of(rune.Value).Kind;
            if (rune.Value == ' ') return EmailAddressError.Space;
            if (kind == CharacterKind.Invisible) return EmailAddressError.InvisibleCharacter;
            if (kind == CharacterKind.Unassigned) return EmailAddressError.ForbiddenCharacter;
            i += length;
        }
        return EmailAddressError.None;
    }

    public static EmailAddressError Normalise(ReadOnlySpan<char> text, out string normalised)
    {
        normalised = "";
        if (text.IsEmpty) return EmailAddressError.EmptyLocalPart;
        // Lower case may undo a composition (U+0130 becomes two characters), hence the second NFC.
        normalised = Normalization.ToNfc(Casing.ToLower(Normalization.ToNfc(text.ToString())));
        if (!AsciiAddress.HasGoodDots(normalised)) return EmailAddressError.MisplacedDot;
        return HasOnlyAtoms(normalised) ? EmailAddressError.None : EmailAddressError.ForbiddenCharacter;
    }

    // The letters, digits and marks are IDNA's LetterDigits (RFC 5892, 2.1). A mark belongs to the letter before it: elsewhere it
    // would change the look of a sign, such as turning "=" into "≠".
    private static bool HasOnlyAtoms(string text)
    {
        var carriesMarks = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = UnicodeTables.Of(rune.Value).Kind;
            if (rune.IsAscii ? !AsciiAddress.LocalPart.Contains((char)rune.Value) : !IsLetterDigit(kind, carriesMarks)) return false;
            carriesMarks = kind is CharacterKind.LetterOrDigit or CharacterKind.Mark;
        }
        return true;
    }

    private static bool IsLetterDigit(CharacterKind kind, bool carriesMarks) =>
        kind == CharacterKind.LetterOrDigit || (kind == CharacterKind.Mark && carriesMarks);
}
