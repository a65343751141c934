namespace Contacts.Core.Phone;

/// <summary>Why a text is no phone number; <see cref="None"/> only where it is one.</summary>
public enum PhoneNumberError
{
    None,

    /// <summary>Nothing but blanks.</summary>
    Empty,

    /// <summary>Something that no number has: letters, an extension, a control character, a plus sign after a digit.</summary>
    NotANumber,

    /// <summary>A national number where no (known) default region says whose.</summary>
    MissingCountryCode,

    /// <summary>An international number whose country calling code nobody has.</summary>
    UnknownCountryCode,

    /// <summary>Fewer digits than any number of that numbering plan.</summary>
    TooShort,

    /// <summary>More digits than any number of that plan, or more than 64 characters.</summary>
    TooLong,

    /// <summary>Digits that the numbering plan gives to no kind of subscriber.</summary>
    NotValid,
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
