using System.Globalization;

namespace Contacts.PhoneNumbers;

/// <summary>Takes the digits out of a written number and refuses what does not belong there.</summary>
internal static class DigitText
{
    // Beside digits: what people group a number with, as libphonenumber accepts it but for letters and the star.
    private const string Grouping =
        " -./()[]~\u00A0\u00AD\u200B\u2010\u2011\u2012\u2013\u2014\u2015\u202F\u2053\u2060\u2007\u2009\u2212\u223C\u3000\u30FC" +
        "\uFF08\uFF09\uFF0D\uFF0E\uFF0F\uFF3B\uFF3D\uFF5E";

    // Invisible marks that come along with a number copied out of right-to-left text.
    private const string DirectionMarks = "\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF";

    /// <summary>
    /// Writes the values 0 to 9 of the digits to <paramref name="digits"/>, which must hold as many as the text has characters,
    /// and tells whether a plus sign stood before them. False where any other character is met.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, Span<byte> digits, out int count, out bool plus)
    {
        count = 0;
        plus = false;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits[count++] = (byte)(c - '0');
            else if (c is '+' or '\uFF0B')
            {
                if (count > 0)
                    return false;
                plus = true;
            }
            else if (c > 0x7F && CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var value)
                digits[count++] = (byte)value;
            else if (!Grouping.Contains(c) && !DirectionMarks.Contains(c))
                return false;
        }

        return true;
    }
}
