using System.Buffers;
using System.Globalization;

namespace Contacts.Core.Phone;

/// <summary>Extracts the digits of a written number and refuses any other characters but grouping.</summary>
internal static class DialledDigits
{
    // Longer texts are refused unread.
    private const int MaxTextLength = 64;

    // What libphonenumber takes for grouping but for the star and the letter x, more kinds of blanks, and the invisible marks of direction
    // that come along with a number copied out of right-to-left text.
    private static readonly SearchValues<char> _ignored = SearchValues.Create(
        " -./()[]~\u00A0\u00AD\u2007\u2009\u200B\u202F\u2060\u3000\u2010\u2011\u2012\u2013\u2014\u2015\u2053\u2212\u223C\u30FC"
        + "\uFF08\uFF09\uFF0D\uFF0E\uFF0F\uFF3B\uFF3D\uFF5E\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>
    /// The digits of any script as 0 to 9, behind a plus sign where the text has one: at least one digit where there is no error.
    /// </summary>
    public static PhoneNumberError Read(ReadOnlySpan<char> text, out string dialled)
    {
        dialled = "";
        text = text.Trim();
        if (text.IsEmpty) return PhoneNumberError.Empty;
        if (text.Length > MaxTextLength) return PhoneNumberError.TooLong;

        Span<char> buffer = stackalloc char[MaxTextLength];
        var count = 0;
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit) buffer[count++] = (char)('0' + digit);
            else if (c is '+' or '\uFF0B' && count == 0) buffer[count++] = '+';
            else if (!_ignored.Contains(c)) return PhoneNumberError.NotANumber;
        }

        dialled = new string(buffer[..count]);
        return dialled is "" or "+" ? PhoneNumberError.NotANumber : PhoneNumberError.None;
    }
}
