using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PhoneNumbers;
using static PhoneNumbers.PhoneNumberUtil;

namespace Contacts.Core.Phone;

/// <summary>
/// Telephone numbers by the numbering plans of libphonenumber; a number is held as its E.164 text, such as +420777123456. Two rules are
/// ours: only digits, one plus sign before them and what groups them are read (no letters, no extension, no text around the number), and
/// 00 stands for the plus sign in every region.
/// </summary>
public static class PhoneNumber
{
    private const int LongestCallingCode = 3;

    private static readonly PhoneNumberUtil _plans = GetInstance();
    private static readonly FrozenSet<string> _regions = _plans.GetSupportedRegions().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<int> _callingCodes = _plans.GetSupportedCallingCodes().ToFrozenSet();

    /// <summary>
    /// Reads a number in any usual spelling: international, or national where <paramref name="defaultRegion"/> (ISO 3166 alpha-2, any case;
    /// null or an unknown one means none) says whose. True for a valid number only; otherwise <paramref name="error"/> says why not.
    /// </summary>
    public static bool TryParse(string? text, string? defaultRegion, out string e164, out PhoneNumberError error)
    {
        e164 = "";
        error = DialledDigits.Read(text, out var dialled);
        if (error != PhoneNumberError.None) return false;

        var home = IsKnownRegion(defaultRegion) ? defaultRegion.ToUpperInvariant() : null;
        error = home is null && dialled[0] != '+' ? PhoneNumberError.MissingCountryCode : Parse(dialled, home, out e164);
        if (error != PhoneNumberError.None && dialled.StartsWith("00", StringComparison.Ordinal))
            error = Parse($"+{dialled.AsSpan(2)}", null, out e164);
        return error == PhoneNumberError.None;
    }

    /// <summary>
    /// "+420 777123456": plus sign, calling code, one space, national number. A text that is not E.164 is returned as it is.
    /// </summary>
    [return: NotNullIfNotNull(nameof(e164))]
    public static string? ToInternational(string? e164)
    {
        if (e164 is not ['+', .. var digits]) return e164;
        for (var length = 1; length <= LongestCallingCode && length < digits.Length; length++)
        {
            var isNumber = int.TryParse(digits.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var code);
            if (isNumber && _callingCodes.Contains(code)) return $"+{code} {digits.AsSpan(length)}";
        }

        return e164;
    }

    /// <summary>
    /// The region (ISO 3166 alpha-2) of a number that <see cref="TryParse"/> gave; null for one of no country (+800 …).
    /// </summary>
    public static string? RegionOf(string e164) =>
        _plans.GetRegionCodeForNumber(_plans.Parse(e164, null)) is { } region && IsKnownRegion(region) ? region : null;

    /// <summary>"+420" of CZ: what numbers of a region (ISO 3166 alpha-2, any case) begin with; null for an unknown one.</summary>
    public static string? CallingCodeOf(string region) =>
        IsKnownRegion(region) ? $"+{_plans.GetCountryCodeForRegion(region.ToUpperInvariant())}" : null;

    /// <summary>Whether the numbers of this region (ISO 3166 alpha-2, any case) are known.</summary>
    public static bool IsKnownRegion([NotNullWhen(true)] string? region) => region is not null && _regions.Contains(region);

    private static PhoneNumberError Parse(string dialled, string? home, out string e164)
    {
        e164 = "";
        try
        {
            var number = _plans.Parse(dialled, home);
            if (!_plans.IsValidNumber(number)) return ErrorOf(_plans.IsPossibleNumberWithReason(number));
            e164 = _plans.Format(number, PhoneNumberFormat.E164);
            return PhoneNumberError.None;
        }
        catch (NumberParseException e)
        {
            return ErrorOf(e.ErrorType);
        }
    }

    private static PhoneNumberError ErrorOf(ValidationResult result) => result switch
    {
        ValidationResult.TOO_SHORT or ValidationResult.IS_POSSIBLE_LOCAL_ONLY => PhoneNumberError.TooShort,
        ValidationResult.TOO_LONG => PhoneNumberError.TooLong,
        _ => PhoneNumberError.NotValid,
    };

    // The parser gets nothing but digits: where it says that they are no number, they are too few.
    private static PhoneNumberError ErrorOf(ErrorType error) => error switch
    {
        ErrorType.INVALID_COUNTRY_CODE => PhoneNumberError.UnknownCountryCode,
        ErrorType.TOO_LONG => PhoneNumberError.TooLong,
        _ => PhoneNumberError.TooShort,
    };
}
