namespace Contacts.Core.Phone;

/// <summary>Why a text is no phone number; <see cref="None"/> only where it is one.</summary>
public enum PhoneNumberError
{
    None,

    /// <summary>Nothing but blanks.</summary>
    Empty,

    /// <summary>A character that no number contains: letters, an extension, a control character, a plus sign after a digit.</summary>
    NotANumber,

    /// <summary>A national number without a (known) default region.</summary>
    MissingCountryCode,

    /// <summary>An international number with an unassigned country calling code.</summary>
    UnknownCountryCode,

    /// <summary>Fewer digits than any number of that numbering plan.</summary>
    TooShort,

    /// <summary>More digits than any number of that plan, or more than 64 characters.</summary>
    TooLong,

    /// <summary>Digits that the numbering plan assigns to no subscriber.</summary>
    NotValid,
}

/// <summary>Describes why a phone number is invalid.</summary>
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
