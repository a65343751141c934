namespace Contacts.Core.Email;

/// <summary>Why a text is no e-mail address; <see cref="None"/> where it is one. Where several reasons hold, one is named.</summary>
public enum EmailAddressError
{
    None = 0,
    Blank,

    /// <summary>No single <c>@</c>: none at all, or more than one.</summary>
    AtSign,
    EmptyLocalPart,
    QuotedLocalPart,

    /// <summary>An IP address in brackets instead of a domain.</summary>
    AddressLiteral,

    /// <summary>A dot at the beginning or the end of either part, or two in a row; also a domain that is empty.</summary>
    MisplacedDot,

    /// <summary>The normal form of the local part has more than 64 octets.</summary>
    LocalPartTooLong,

    /// <summary>A label of the domain has more than 63 octets.</summary>
    LabelTooLong,

    /// <summary>The normal form has more than 254 octets.</summary>
    TooLong,
    DomainWithoutDot,
    NumericTopLevelDomain,

    /// <summary>A label of the domain begins or ends with a hyphen.</summary>
    MisplacedHyphen,

    /// <summary>U+0020 inside the address.</summary>
    Space,

    /// <summary>Other white space, a control (of writing direction too), a joiner, a filler, a variation selector, a tag.</summary>
    InvisibleCharacter,

    /// <summary>A character that may not stand there: punctuation, an unassigned or private one, a mark without its letter.</summary>
    ForbiddenCharacter,
    UnpairedSurrogate,

    /// <summary>An <c>xn--</c> label that is not the encoding of any valid label.</summary>
    BrokenEncodedLabel,

    /// <summary>A label that mixes writing directions against the bidi rule (RFC 5893).</summary>
    MixedDirections,
}

/// <summary>Describes why an address is invalid.</summary>
internal static class EmailErrors
{
    public static string Describe(EmailAddressError error) => error switch
    {
        EmailAddressError.AtSign => "it needs exactly one @",
        EmailAddressError.EmptyLocalPart => "nothing stands before the @",
        EmailAddressError.QuotedLocalPart => "quoted local parts are not accepted",
        EmailAddressError.AddressLiteral => "an IP address is not accepted as the domain",
        EmailAddressError.MisplacedDot => "a dot stands at the beginning or end of a part, or twice in a row",
        EmailAddressError.LocalPartTooLong => "the part before the @ is longer than 64 octets",
        EmailAddressError.LabelTooLong => "a label of the domain is longer than 63 octets",
        EmailAddressError.TooLong => "it is longer than 254 octets",
        EmailAddressError.DomainWithoutDot => "the domain has no dot",
        EmailAddressError.NumericTopLevelDomain => "the domain ends in a number",
        EmailAddressError.MisplacedHyphen => "a label of the domain begins or ends with a hyphen",
        EmailAddressError.Space => "it contains a space",
        EmailAddressError.InvisibleCharacter => "it contains an invisible character",
        EmailAddressError.UnpairedSurrogate => "it contains half a character",
        EmailAddressError.BrokenEncodedLabel => "an xn-- label of the domain is broken",
        EmailAddressError.MixedDirections => "a label of the domain mixes writing directions",
        _ => "it contains a character that may not stand there",
    };
}
