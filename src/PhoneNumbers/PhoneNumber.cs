using System.Globalization;

namespace Contacts.PhoneNumbers;

/// <summary>
/// A telephone number: country calling code (1 to 999) and national number (2 to 17 digits, leading zeros are part of it). No extension.
/// Two spellings of one number are equal. <c>default</c> is no number: its calling code is 0 and its texts are empty.
/// </summary>
public readonly record struct PhoneNumber
{
    /// <summary>Longer texts are refused unread.</summary>
    public const int MaxTextLength = 64;

    private readonly ulong _nationalValue;
    private readonly byte _nationalLength;

    internal PhoneNumber(int countryCode, ReadOnlySpan<byte> nationalDigits)
    {
        CountryCode = (ushort)countryCode;
        _nationalLength = (byte)nationalDigits.Length;
        foreach (var digit in nationalDigits)
            _nationalValue = (_nationalValue * 10) + digit;
    }

    /// <summary>The country calling code, such as 420.</summary>
    public ushort CountryCode { get; }

    /// <summary>The national number without national prefix, digits only, such as 777123456.</summary>
    public string NationalNumber => CountryCode == 0 ? "" : Format("", "");

    /// <summary>
    /// The region the number belongs to (ISO 3166 alpha-2, upper case); null for a number of no country (+800 …)
    /// and for one whose numbering plan gives it to none of the regions that share its calling code.
    /// </summary>
    public string? Region
    {
        get
        {
            Span<byte> digits = stackalloc byte[_nationalLength];
            CopyNationalDigits(digits);
            return NumberingPlans.OfNumber(CountryCode, digits, out _)?.Region;
        }
    }

    /// <summary>
    /// Reads a number in any usual spelling: international with + or 00, or national where <paramref name="defaultRegion"/>
    /// (ISO 3166 alpha-2, any case; null or an unknown one means none) says whose; that region's own international prefix counts too.
    /// True only for a valid number; otherwise <paramref name="number"/> is default and <paramref name="error"/> says why.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, string? defaultRegion, out PhoneNumber number, out PhoneNumberError error)
    {
        error = NumberParser.Parse(text, NumberingPlans.OfRegion(defaultRegion), out number);
        if (error == PhoneNumberError.None)
            return true;

        number = default;
        return false;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, string?, out PhoneNumber, out PhoneNumberError)"/>
    public static bool TryParse(string? text, string? defaultRegion, out PhoneNumber number, out PhoneNumberError error) =>
        TryParse(text.AsSpan(), defaultRegion, out number, out error);

    /// <summary>
    /// Reads back what <see cref="ToE164"/> wrote. It does not ask whether the number is valid, because numbering plans change while
    /// stored numbers do not; false for any other spelling.
    /// </summary>
    public static bool TryReadE164(ReadOnlySpan<char> text, out PhoneNumber number) => NumberParser.TryReadE164(text, out number);

    /// <summary>Whether numbers of this region (ISO 3166 alpha-2, any case) are known.</summary>
    public static bool IsKnownRegion(string? region) => NumberingPlans.OfRegion(region) is not null;

    /// <summary>The country calling code of a region (ISO 3166 alpha-2, any case), null for an unknown one.</summary>
    public static int? CallingCodeOf(string? region) => NumberingPlans.OfRegion(region)?.CallingCode;

    /// <summary>+420777123456</summary>
    public string ToE164() => CountryCode == 0 ? "" : Format("+", "");

    /// <summary>+420 777123456: plus sign, calling code, one space, national number.</summary>
    public string ToInternational() => CountryCode == 0 ? "" : Format("+", " ");

    /// <summary>The E.164 form.</summary>
    public override string ToString() => ToE164();

    private string Format(string plus, string separator)
    {
        Span<char> buffer = stackalloc char[32];
        var length = 0;
        if (plus.Length > 0)
        {
            buffer[length++] = '+';
            CountryCode.TryFormat(buffer[length..], out var written, default, CultureInfo.InvariantCulture);
            length += written;
        }

        separator.CopyTo(buffer[length..]);
        length += separator.Length;
        Span<byte> digits = stackalloc byte[_nationalLength];
        CopyNationalDigits(digits);
        foreach (var digit in digits)
            buffer[length++] = (char)('0' + digit);

        return new string(buffer[..length]);
    }

    private void CopyNationalDigits(Span<byte> digits)
    {
        var rest = _nationalValue;
        for (var i = digits.Length - 1; i >= 0; i--, rest /= 10)
            digits[i] = (byte)(rest % 10);
    }
}
