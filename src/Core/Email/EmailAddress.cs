using System.Text;

namespace Contacts.Core.Email;

/// <summary>
/// An e-mail address in its normal form: NFC, lower case, domain in ASCII (UTS 46, non-transitional); local part at most 64 octets
/// of UTF-8, labels 63, 254 in all. Parsing the normal form gives it back unchanged. The default value has an empty normal form.
/// </summary>
public readonly record struct EmailAddress
{
    private const int LocalPartLimit = 64;
    private const int Limit = 254;

    // No text beyond this can shrink to the limit: NFC makes at most four characters one, a character has at most two code units,
    // and a character of an encoded label stands for at most one character of the domain.
    private const int LongestSpelling = Limit * 4 * 2;

    private readonly string? _normalised;

    private EmailAddress(string normalised) => _normalised = normalised;

    /// <summary>The normalised form: stored, returned, and the address that mail is sent to.</summary>
    public string Normalised => _normalised ?? "";

    /// <summary>The canonical form, unique in an organisation. For comparison only; mail is never sent to it.</summary>
    public string Canonical(EmailCanonicalization mode) =>
        mode == EmailCanonicalization.Provider ? MailboxProviders.Canonical(Normalised) : Normalised;

    /// <summary>A normal form with its domain in Unicode, as people write it; the same instance if the domain is ASCII in both.</summary>
    public static string Readable(string normalised)
    {
        if (!normalised.Contains(DomainName.Prefix, StringComparison.Ordinal)) return normalised;
        var domain = normalised.LastIndexOf('@') + 1;
        return string.Concat(normalised.AsSpan(0, domain), DomainName.ToUnicode(normalised[domain..]));
    }

    public override string ToString() => Normalised;

    /// <summary>
    /// Reads an address after trimming white space (all but no-break spaces). On failure gives false, the reason, and the default address.
    /// Never throws. A text that is already plain ASCII in normal form is used as it stands, without any allocation.
    /// </summary>
    public static bool TryParse(string? text, out EmailAddress address, out EmailAddressError error)
    {
        address = default;
        var trimmed = Trim(text);
        if (trimmed.IsEmpty) return Fail(EmailAddressError.Blank, out error);
        if (AsciiAddress.IsNormal(trimmed))
        {
            error = EmailAddressError.None;
            address = new(trimmed.Length == text!.Length ? text : trimmed.ToString());
            return true;
        }
        if (TryLowerAscii(trimmed, out address))
        {
            error = EmailAddressError.None;
            return true;
        }
        error = Normalise(trimmed, out var normalised);
        if (error != EmailAddressError.None) return false;
        address = new(normalised);
        return true;
    }

    private static bool TryLowerAscii(ReadOnlySpan<char> text, out EmailAddress address)
    {
        address = default;
        if (text.Length > Limit || !text.ContainsAnyInRange('A', 'Z') || !Ascii.IsValid(text)) return false;
        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        if (!AsciiAddress.IsNormal(lower)) return false;
        address = new(lower.ToString());
        return true;
    }

    private static EmailAddressError Normalise(ReadOnlySpan<char> text, out string normalised)
    {
        normalised = "";
        if (text.Length > LongestSpelling) return EmailAddressError.TooLong;
        var error = LocalPart.CheckVisible(text);
        if (error != EmailAddressError.None) return error;
        if (text[0] == '"') return EmailAddressError.QuotedLocalPart;
        var at = text.IndexOf('@');
        if (at < 0 || text[(at + 1)..].Contains('@')) return EmailAddressError.AtSign;
        if (text[(at + 1)..].StartsWith("[")) return EmailAddressError.AddressLiteral;

        error = LocalPart.Normalise(text[..at], out var local);
        if (error != EmailAddressError.None) return error;
        error = DomainName.Normalise(text[(at + 1)..], out var domain);
        if (error != EmailAddressError.None) return error;
        var octets = Encoding.UTF8.GetByteCount(local);
        if (octets > LocalPartLimit) return EmailAddressError.LocalPartTooLong;
        if (octets + 1 + domain.Length > Limit) return EmailAddressError.TooLong;
        normalised = string.Concat(local, "@", domain);
        return EmailAddressError.None;
    }

    private static ReadOnlySpan<char> Trim(string? text)
    {
        var span = text.AsSpan();
        while (!span.IsEmpty && IsTrimmed(span[0])) span = span[1..];
        while (!span.IsEmpty && IsTrimmed(span[^1])) span = span[..^1];
        return span;
    }

    // No-break spaces are typed on purpose or pasted by accident: either way they are refused, not repaired.
    private static bool IsTrimmed(char c) => char.IsWhiteSpace(c) && c is not ('\u00A0' or '\u2007' or '\u202F');

    private static bool Fail(EmailAddressError reason, out EmailAddressError error)
    {
        error = reason;
        return false;
    }
}
