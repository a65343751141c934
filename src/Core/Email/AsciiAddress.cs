using System.Buffers;

namespace Contacts.Core.Email;

/// <summary>The quick way for nearly all addresses, which are plain ASCII: no reasons, no allocation.</summary>
internal static class AsciiAddress
{
    public static readonly SearchValues<char> LocalPart =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

    private static readonly SearchValues<char> Domain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>Is this text an address in normal form already? False also for what needs a closer look, such as <c>xn--</c>.</summary>
    public static bool IsNormal(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at is < 1 or > 64 || text.Length > 254) return false;
        var local = text[..at];
        var domain = text[(at + 1)..];
        return !local.ContainsAnyExcept(LocalPart) && HasGoodDots(local)
            && IsPlainDomain(domain) && CheckLabels(domain) == EmailAddressError.None;
    }

    /// <summary>Whether a domain has nothing to map, to encode or to decode; its labels are still to be checked.</summary>
    public static bool IsPlainDomain(ReadOnlySpan<char> domain) => !domain.ContainsAnyExcept(Domain) && domain.IndexOf("xn--") < 0;

    /// <summary>Neither first nor last, nor two in a row.</summary>
    public static bool HasGoodDots(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text[0] != '.' && text[^1] != '.' && text.IndexOf("..") < 0;

    /// <summary>Dots, hyphens, lengths and top level of a domain that has only lower-case letters, digits, hyphens and dots.</summary>
    public static EmailAddressError CheckLabels(ReadOnlySpan<char> domain)
    {
        if (!HasGoodDots(domain)) return EmailAddressError.MisplacedDot;
        var start = 0;
        for (var dot = domain.IndexOf('.'); dot >= 0; dot = domain[start..].IndexOf('.'))
        {
            var error = CheckLabel(domain.Slice(start, dot));
            if (error != EmailAddressError.None) return error;
            start += dot + 1;
        }
        var top = domain[start..];
        if (start == 0) return EmailAddressError.DomainWithoutDot;
        return top.ContainsAnyExceptInRange('0', '9') ? CheckLabel(top) : EmailAddressError.NumericTopLevelDomain;
    }

    private static EmailAddressError CheckLabel(ReadOnlySpan<char> label)
    {
        if (label[0] == '-' || label[^1] == '-') return EmailAddressError.MisplacedHyphen;
        return label.Length > 63 ? EmailAddressError.LabelTooLong : EmailAddressError.None;
    }
}
