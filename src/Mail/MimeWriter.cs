using System.Text;
using MimeKit;
using MimeKit.Encodings;

namespace Contacts.Mail;

/// <summary>Turns a mail into MIME, and that into the bytes of a file.</summary>
public static class MimeWriter
{
    static MimeWriter() => MailboxAddress.IdnMapping = new AsciiDomains();

    /// <summary>
    /// The whole message with CR LF line ends. It is ASCII unless an address is not; a reply address that is not, and that the way of the
    /// mail does not support, is moved to <c>Downgraded-Reply-To</c> (RFC 6857), where a person can still read it.
    /// </summary>
    public static byte[] Write(MailMessage message, bool allowUtf8 = true)
    {
        var format = Format(message, allowUtf8);
        using var mime = Build(message, format);
        using var written = new MemoryStream();
        mime.WriteTo(format, written);
        return written.ToArray();
    }

    /// <summary>International where an address is not ASCII and the way of the mail supports that.</summary>
    internal static FormatOptions Format(MailMessage message, bool allowUtf8) => new()
    {
        NewLineFormat = NewLineFormat.Dos,
        // 76 are allowed where there are encoded words; MimeKit does not count the name of the field before an address.
        MaxLineLength = 64,
        International = allowUtf8 && (message.NeedsSmtpUtf8 || message.ReplyTo is { NeedsSmtpUtf8: true }),
    };

    internal static MimeMessage Build(MailMessage message, FormatOptions format)
    {
        // In UTC: MimeKit writes offsets such as -09:30 wrongly.
        var mime = new MimeMessage((IEnumerable<Header>)[]) { Date = message.Date.ToUniversalTime() };
        mime.Headers.Add(Address("From", message.From, format));
        if (message.ReplyTo is { } replyTo)
        {
            mime.Headers.Add(replyTo.NeedsSmtpUtf8 && !format.International
                ? Text("Downgraded-Reply-To", $"{replyTo.Name} <{replyTo.Address}>", format)
                : Address("Reply-To", replyTo, format));
        }
        mime.Headers.Add(Address("To", message.To, format));
        mime.Headers.Add(Text("Subject", message.Subject, format));
        mime.Headers.Add("Message-ID", $"<{message.MessageId}>");
        mime.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.UnsubscribeUrl is { } url)
        {
            mime.Headers.Add(Raw("List-Unsubscribe", $"<{url}>"));
            mime.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        var plain = Body("plain", message.Body);
        mime.Body = message.Html is { } html ? new MultipartAlternative(plain, Body("html", html)) : plain; // The last one is the best.
        return mime;
    }

    private static Header Address(string field, Mailbox mailbox, FormatOptions format)
    {
        var address = new MailboxAddress(mailbox.Name is null ? null : Clean(mailbox.Name), mailbox.Address);
        return Raw(field, address.ToString(format, encode: true));
    }

    /// <summary>As it is, never folded.</summary>
    private static Header Raw(string field, string value)
    {
        var header = new Header(field, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {value}\r\n"));
        return header;
    }

    private static Header Text(string field, string text, FormatOptions format)
    {
        var header = new Header(field, "");
        header.SetValue(format, Encoding.UTF8, Clean(text));
        return header;
    }

    /// <summary>
    /// Without control characters and line separators. What is more than short words of ASCII, or would be taken for an encoded word, is
    /// encoded here: MimeKit leaves the latter as they are, and makes words that are longer than the 75 characters they may have.
    /// </summary>
    private static string Clean(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim(' ');
        var isPlain = Ascii.IsValid(clean) && !clean.Contains("=?", StringComparison.Ordinal)
            && clean.Split(' ').All(word => word.Length is > 0 and <= 40);
        return isPlain ? clean : string.Join(' ', clean.EnumerateRunes().Chunk(8).Select(EncodedWord));
    }

    private static string EncodedWord(Rune[] runes) =>
        $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(runes)))}?=";

    private static TextPart Body(string subtype, string body)
    {
        var lines = body.Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n");
        // From 8bit, because the length of lines is not taken over otherwise; MimeKit's are up to two longer than it is told.
        var part = new TextPart(subtype) { ContentTransferEncoding = ContentEncoding.EightBit };
        part.SetText(Encoding.UTF8, lines.EndsWith('\n') ? lines : lines + "\r\n");
        part.Prepare(EncodingConstraint.SevenBit, maxLineLength: 74);
        // Never as it is: blanks at the end of a line do not survive every server.
        if (part.ContentTransferEncoding == ContentEncoding.SevenBit) part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return part;
    }

    /// <summary>Domains of a <see cref="Mailbox"/> are ASCII and stay so: decoded, they would need SMTPUTF8 on the way.</summary>
    private sealed class AsciiDomains : IPunycode
    {
        public string Encode(string domain) => domain;

        public string Encode(string domain, int index) => domain[index..];

        public string Encode(string domain, int index, int count) => domain.Substring(index, count);

        public string Decode(string domain) => domain;

        public string Decode(string domain, int index) => domain[index..];

        public string Decode(string domain, int index, int count) => domain.Substring(index, count);
    }
}
