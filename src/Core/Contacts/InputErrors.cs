using Contacts.Core.Email;
using Contacts.Core.Phone;
using Contacts.Core.Text;

namespace Contacts.Core.Contacts;

/// <summary>What is wrong with an address, in words.</summary>
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

/// <summary>What is wrong with a phone number, in words.</summary>
internal static class PhoneErrors
{
    public static string Describe(PhoneNumberError error) => error switch
    {
        PhoneNumberError.MissingCountryCode => "it has no country calling code",
        PhoneNumberError.UnknownCountryCode => "its country calling code does not exist",
        PhoneNumberError.TooShort => "it is too short for its country",
        PhoneNumberError.TooLong => "it is too long for its country",
        PhoneNumberError.NotValid => "no such number exists in its country's numbering plan",
        _ => "it is not a phone number",
    };
}

/// <summary>The rule that a short text broke, as the end of a sentence.</summary>
internal static class TextErrors
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
