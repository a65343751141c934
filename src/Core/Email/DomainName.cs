using System.Text;
using Contacts.Core.Text;

namespace Contacts.Core.Email;

/// <summary>
/// Internationalised domain names by UTS 46: non-transitional, STD3 rules, bidi rule; stricter in that joiners and other invisible
/// characters are refused. Not the runtime's IdnMapping, which only encodes and maps nothing where there is no ICU.
/// </summary>
internal static class DomainName
{
    /// <summary>The prefix of an encoded label.</summary>
    public const string Prefix = "xn--";

    /// <summary>The domain in ASCII and lower case; labels checked one by one and as a whole.</summary>
    public static EmailAddressError Normalise(ReadOnlySpan<char> text, out string ascii)
    {
        if (AsciiAddress.IsPlainDomain(text))
        {
            ascii = text.ToString();
            return AsciiAddress.CheckLabels(text);
        }
        ascii = "";
        if (!TryMap(text, out var mapped)) return EmailAddressError.ForbiddenCharacter;
        var labels = mapped.Split('.');
        var decoded = new string[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            var error = Convert(labels[i], out labels[i], out decoded[i]);
            if (error != EmailAddressError.None) return error;
        }
        if (!BidiRule.Holds(decoded)) return EmailAddressError.MixedDirections;
        ascii = string.Join('.', labels);
        return AsciiAddress.CheckLabels(ascii);
    }

    /// <summary>What a domain in normal form stands for; a label that is no encoding stays as it is.</summary>
    public static string ToUnicode(string ascii) => string.Join('.', ascii.Split('.').Select(label =>
        label.StartsWith(Prefix, StringComparison.Ordinal) ? Punycode.DecodeOrNull(label.AsSpan(Prefix.Length)) ?? label : label));

    private static bool TryMap(ReadOnlySpan<char> text, out string mapped)
    {
        mapped = "";
        var builder = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var info = UnicodeTables.Of(rune.Value);
            if (info.Idna == IdnaStatus.Disallowed) return false;
            if (info.Idna == IdnaStatus.Mapped) builder.Append(UnicodeTables.IdnaMapping(rune.Value));
            else builder.Append(rune);
        }
        mapped = Normalization.ToNfc(builder.ToString());
        return true;
    }

    private static EmailAddressError Convert(string label, out string ascii, out string decoded)
    {
        ascii = decoded = label;
        if (label.Length == 0) return EmailAddressError.MisplacedDot;
        if (label.StartsWith(Prefix, StringComparison.Ordinal)) return Decode(label, out decoded);
        if (!IsValid(label)) return EmailAddressError.ForbiddenCharacter;
        if (label[0] == '-' || label[^1] == '-') return EmailAddressError.MisplacedHyphen;
        if (Ascii.IsValid(label)) return EmailAddressError.None;
        var encoded = Punycode.EncodeOrNull(label);
        if (encoded is null) return EmailAddressError.LabelTooLong;
        ascii = Prefix + encoded;
        return EmailAddressError.None;
    }

    // Whatever does not come back as the very same label is broken: it would be a second spelling of another one, or of none.
    private static EmailAddressError Decode(string label, out string decoded)
    {
        decoded = Punycode.DecodeOrNull(label.AsSpan(Prefix.Length)) ?? "";
        var isWhole = decoded.Length > 0 && !Ascii.IsValid(decoded) && !decoded.StartsWith(Prefix, StringComparison.Ordinal)
            && IsValid(decoded) && Normalization.ToNfc(decoded) == decoded
            && Punycode.EncodeOrNull(decoded) is { } again && label.AsSpan(Prefix.Length).SequenceEqual(again);
        if (!isWhole) return EmailAddressError.BrokenEncodedLabel;
        return decoded[0] == '-' || decoded[^1] == '-' ? EmailAddressError.MisplacedHyphen : EmailAddressError.None;
    }

    private static bool IsValid(string label)
    {
        var isFirst = true;
        foreach (var rune in label.EnumerateRunes())
        {
            var info = UnicodeTables.Of(rune.Value);
            if (info.Idna != IdnaStatus.Valid || info.Kind is CharacterKind.Invisible or CharacterKind.Unassigned) return false;
            if (rune.IsAscii && !char.IsAsciiLetterLower((char)rune.Value) && !char.IsAsciiDigit((char)rune.Value) && rune.Value != '-')
                return false;
            if (isFirst && info.Kind is CharacterKind.Mark or CharacterKind.EnclosingMark) return false;
            isFirst = false;
        }
        return true;
    }
}
