using System.Globalization;

namespace Contacts.PhoneNumbers;

/// <summary>Takes the digits out of a written number and refuses what does not belong there.</summary>
internal static class DigitText
{
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
            else if (!IsGrouping(c) && !IsDirectionMark(c))
                return false;
        }

        return true;
    }

    // What people group a number with: as libphonenumber accepts it but for the star and the letter x, and with more kinds of blanks.
    private static bool IsGrouping(char c) => c
        is ' ' or '-' or '.' or '/' or '(' or ')' or '[' or ']' or '~'
        or '\u00A0' or '\u00AD' or '\u2007' or '\u2009' or '\u200B' or '\u202F' or '\u2060' or '\u3000'
        or (>= '\u2010' and <= '\u2015') or '\u2053' or '\u2212' or '\u223C' or '\u30FC'
        or '\uFF08' or '\uFF09' or (>= '\uFF0D' and <= '\uFF0F') or '\uFF3B' or '\uFF3D' or '\uFF5E';

    // Invisible marks that come along with a number copied out of right-to-left text.
    private static bool IsDirectionMark(char c) => c
        is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
