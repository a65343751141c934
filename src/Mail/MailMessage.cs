namespace Contacts.Mail;

/// <summary>
/// A mail to one recipient, in plain text and, where there is any, HTML. Subject and body may be any text: what a header cannot hold is
/// replaced when it is written. A
/// <see cref="MessageId"/> or an <see cref="UnsubscribeUrl"/> that could break a header is refused with an <see cref="ArgumentException"/>.
/// </summary>
public sealed record MailMessage
{
    public required Mailbox From { get; init; }

    public required Mailbox To { get; init; }

    public Mailbox? ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>Lines may end in any way; they are sent with CR LF.</summary>
    public required string Body { get; init; }

    /// <summary>The same as an HTML document; null: the mail is plain text alone.</summary>
    public string? Html { get; init; }

    /// <summary>
    /// Where one POST unsubscribes the recipient (List-Unsubscribe, RFC 8058): an http or https URL, ASCII, at most 900 characters. Null
    /// for mails that are about no list.
    /// </summary>
    public string? UnsubscribeUrl
    {
        get;
        init => field = value is null || IsListUrl(value)
            ? value
            : throw new ArgumentException("The URL is not one that a List-Unsubscribe header can have.", nameof(value));
    }

    /// <summary>When the mail was written, not when it is tried: it stays the same however often it is retried.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>
    /// Identifies the mail over all its retries: <c>left@right</c> without angle brackets, ASCII, at most 200 characters.
    /// </summary>
    public required string MessageId
    {
        get;
        init => field = IsValidMessageId(value)
            ? value
            : throw new ArgumentException("A message id is ASCII text of the form left@right with at most 200 characters.", nameof(value));
    }

    /// <summary>
    /// Whether an envelope address needs a server that announces SMTPUTF8. (A reply address alone can be written without.)
    /// </summary>
    public bool NeedsSmtpUtf8 => From.NeedsSmtpUtf8 || To.NeedsSmtpUtf8;

    /// <summary>
    /// A message id that sorts by time: <c>20260131T235959123Z.{unique}@{domain}</c>. Take the time and the unique part from what is
    /// stored, so that a retry has the same id.
    /// </summary>
    public static string CreateMessageId(DateTimeOffset writtenAt, string unique, string domain) =>
        FormattableString.Invariant($"{writtenAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}.{unique}@{domain}");

    private static bool IsListUrl(string url) =>
        url.Length <= 900 && url.All(c => c is > ' ' and <= '~' and not ('<' or '>'))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static bool IsValidMessageId(string id)
    {
        var at = id.LastIndexOf('@');
        return at > 0 && id.Length <= 200 && Mailbox.IsDotAtom(id.AsSpan(0, at), allowUnicode: false)
            && Mailbox.IsDotAtom(id.AsSpan(at + 1), allowUnicode: false);
    }
}
