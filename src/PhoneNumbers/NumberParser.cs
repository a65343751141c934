namespace Contacts.PhoneNumbers;

/// <summary>
/// Decides which number a text means, in the order libphonenumber decides it, so that both find the same number. One addition: 00 always
/// stands for a plus sign, also without a default region and where the region itself dials abroad otherwise, unless the digits
/// are a valid number there as they stand.
/// </summary>
internal static class NumberParser
{
    private const int ShortestNational = 2;
    private const int LongestNational = 17;
    private const int LongestCallingCode = 3;
    private const int BufferLength = PhoneNumber.MaxTextLength + NationalPrefix.MostDigitsAdded;

    public static PhoneNumberError Parse(ReadOnlySpan<char> text, NumberingPlan? home, out PhoneNumber number)
    {
        number = default;
        if (text.Length > PhoneNumber.MaxTextLength)
            return PhoneNumberError.TooLong;

        Span<byte> buffer = stackalloc byte[PhoneNumber.MaxTextLength];
        if (!DigitText.TryRead(text, buffer, out var count, out var plus))
            return PhoneNumberError.NotANumber;

        ReadOnlySpan<byte> digits = buffer[..count];
        if (count == 0)
            return !plus && text.IsWhiteSpace() ? PhoneNumberError.Empty : PhoneNumberError.NotANumber;

        if (plus)
            return Plus(digits, home, out number);

        var saysAbroad = digits is [0, 0, ..];
        if (home is null)
            return saysAbroad ? International(digits[2..], out number) : PhoneNumberError.MissingCountryCode;

        var error = AtHome(digits, home, out number);
        return error != PhoneNumberError.None && saysAbroad ? International(digits[2..], out number) : error;
    }

    public static bool TryReadE164(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        Span<byte> buffer = stackalloc byte[LongestCallingCode + LongestNational];
        if (text is not ['+', .. var rest] || rest.Length > buffer.Length || rest.ContainsAnyExceptInRange('0', '9'))
            return false;

        for (var i = 0; i < rest.Length; i++)
            buffer[i] = (byte)(rest[i] - '0');

        var callingCode = CallingCode(buffer[..rest.Length], out var codeLength);
        var national = buffer[codeLength..rest.Length];
        if (callingCode == 0 || national.Length is < ShortestNational or > LongestNational)
            return false;

        number = new PhoneNumber(callingCode, national);
        return true;
    }

    private static PhoneNumberError Plus(ReadOnlySpan<byte> digits, NumberingPlan? home, out PhoneNumber number)
    {
        var error = International(digits, out number);
        // "+00420 …": a plus sign before what is dialled at home.
        return error == PhoneNumberError.UnknownCountryCode && home is not null && FromHomeAbroad(digits, home, out number) is { } second
            ? second
            : error;
    }

    private static PhoneNumberError International(ReadOnlySpan<byte> digits, out PhoneNumber number)
    {
        number = default;
        if (digits.Length <= ShortestNational)
            return PhoneNumberError.TooShort;

        var callingCode = CallingCode(digits, out var codeLength);
        return callingCode == 0
            ? PhoneNumberError.UnknownCountryCode
            : National(digits[codeLength..], NumberingPlans.OfCallingCode(callingCode)!, out number);
    }

    private static PhoneNumberError AtHome(ReadOnlySpan<byte> digits, NumberingPlan home, out PhoneNumber number) =>
        FromHomeAbroad(digits, home, out number) ?? National(digits, home, out number);

    // Null where the digits name no country: neither after an international prefix nor by beginning with the calling code of home.
    private static PhoneNumberError? FromHomeAbroad(ReadOnlySpan<byte> digits, NumberingPlan home, out PhoneNumber number)
    {
        if (home.InternationalPrefixLength(digits) is > 0 and var prefix)
            return International(digits[prefix..], out number);

        number = default;
        Span<byte> national = stackalloc byte[BufferLength];
        var length = RemoveCallingCodeOf(home, digits, national);
        return length < 0 ? null : National(national[..length], NumberingPlans.OfCallingCode(home.CallingCode)!, out number);
    }

    // "420777123456" at home in CZ: the calling code without a plus sign, where the digits make no sense with it as a national number.
    // The length of the national number behind it, -1 where that is not so.
    private static int RemoveCallingCodeOf(NumberingPlan home, ReadOnlySpan<byte> digits, Span<byte> national)
    {
        if (CallingCode(digits, out var codeLength) != home.CallingCode)
            return -1;

        var rest = digits[codeLength..];
        var length = home.RemoveNationalPrefix(rest, national);
        if (length < 0)
        {
            rest.CopyTo(national);
            length = rest.Length;
        }

        var onlyWithout = !home.LooksRight(digits) && home.LooksRight(national[..length]);
        return onlyWithout || home.CheckLength(digits.Length) == PhoneNumberError.TooLong ? length : -1;
    }

    private static PhoneNumberError National(ReadOnlySpan<byte> digits, NumberingPlan plan, out PhoneNumber number)
    {
        number = default;
        if (digits.Length > PhoneNumber.MaxTextLength)
            return PhoneNumberError.TooLong;

        Span<byte> target = stackalloc byte[BufferLength];
        var length = plan.RemoveNationalPrefix(digits, target);
        var lengthError = length < 0 ? PhoneNumberError.None : plan.CheckLength(length);
        var national = length >= 0 && lengthError is PhoneNumberError.None or PhoneNumberError.TooLong ? target[..length] : digits;
        if (national.Length < ShortestNational)
            return PhoneNumberError.TooShort;
        if (national.Length > LongestNational)
            return PhoneNumberError.TooLong;

        NumberingPlans.OfNumber(plan.CallingCode, national, out var valid);
        if (!valid)
            return plan.CheckLength(national.Length) is not PhoneNumberError.None and var error ? error : PhoneNumberError.NotValid;

        number = new PhoneNumber(plan.CallingCode, national);
        return PhoneNumberError.None;
    }

    private static int CallingCode(ReadOnlySpan<byte> digits, out int length)
    {
        var code = 0;
        for (length = 1; length <= LongestCallingCode && length <= digits.Length; length++)
        {
            code = (code * 10) + digits[length - 1];
            if (code == 0)
                break;
            if (NumberingPlans.HasCallingCode(code))
                return code;
        }

        length = 0;
        return 0;
    }
}
