using System.Text;

namespace Contacts.Mail;

/// <summary>A text as lines of at most 76 ASCII characters, in quoted-printable or base64, whichever is shorter.</summary>
internal static class BodyEncoding
{
    private const int LineLimit = 76;

    /// <summary>The name of the transfer encoding, and the encoded text, which ends in a line break.</summary>
    public static (string Name, string Text) Encode(string body)
    {
        var lines = body.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n");
        var bytes = Encoding.UTF8.GetBytes(lines.EndsWith('\n') ? lines : lines + "\r\n");
        var quoted = QuotedPrintable(bytes);
        var base64Length = 4L * ((bytes.Length + 2) / 3) * (LineLimit + 2) / LineLimit;
        return quoted.Length <= base64Length
            ? ("quoted-printable", quoted)
            : ("base64", Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n");
    }

    private static string QuotedPrintable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + (bytes.Length / 8));
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\r')
            {
                // The text was normalised: a CR is always followed by its LF.
                text.Append("\r\n");
                i++;
                column = 0;
                continue;
            }
            var plain = IsPlain(bytes[i], lineEnds: bytes[i + 1] == '\r');
            var width = plain ? 1 : 3;
            // One column is kept free for the "=" of a soft break.
            if (column + width > LineLimit - 1)
            {
                text.Append("=\r\n");
                column = 0;
            }
            if (plain)
                text.Append((char)bytes[i]);
            else
                text.Append('=').Append(bytes[i].ToString("X2"));
            column += width;
        }
        return text.ToString();
    }

    private static bool IsPlain(byte b, bool lineEnds) => b is (byte)' ' or (byte)'\t' ? !lineEnds : b is > 32 and < 127 and not (byte)'=';
}
