using System.Globalization;
using System.Text;

namespace Contacts.Mail;

/// <summary>
/// Writes a mail as RFC 5322 and MIME have it: CR LF line ends, lines of at most 78 characters where the standards allow it.
/// </summary>
public static class MimeWriter
{
    /// <summary>
    /// The whole message. It is ASCII unless an address is not; a reply address that is not, and that the way of the mail does not support,
    /// is moved to <c>Downgraded-Reply-To</c> (RFC 6857), where a person can still read it.
    /// </summary>
    public static byte[] Write(MailMessage message, bool allowUtf8 = true)
    {
        var (encoding, body) = BodyEncoding.Encode(message.Body);
        var text = new StringBuilder(body.Length + 512);
        foreach (var field in Fields(message, allowUtf8))
            text.Append(field).Append("\r\n");
        text.Append("MIME-Version: 1.0\r\n");
        text.Append("Content-Type: text/plain; charset=utf-8\r\n");
        text.Append("Content-Transfer-Encoding: ").Append(encoding).Append("\r\n\r\n");
        text.Append(body);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Fields(MailMessage message, bool allowUtf8)
    {
        yield return message.Date.ToString("'Date: 'ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + Zone(message.Date.Offset);
        yield return HeaderText.Address("From", message.From);
        if (message.ReplyTo is { } replyTo)
        {
            yield return allowUtf8 || !replyTo.NeedsSmtpUtf8
                ? HeaderText.Address("Reply-To", replyTo)
                : HeaderText.Unstructured("Downgraded-Reply-To", $"{replyTo.Name} <{replyTo.Address}>");
        }
        yield return HeaderText.Address("To", message.To);
        yield return HeaderText.Unstructured("Subject", message.Subject);
        yield return $"Message-ID: <{message.MessageId}>";
        yield return "Auto-Submitted: auto-generated";
    }

    private static string Zone(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hhmm", CultureInfo.InvariantCulture);
}
