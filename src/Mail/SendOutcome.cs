namespace Contacts.Mail;

/// <summary>The result of one attempt to send a mail. Texts are one line, at most 500 characters, and never hold credentials.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>
    /// The other side has taken responsibility: the mail must not be sent again. <paramref name="Reply"/> is what it said.
    /// </summary>
    public sealed record Accepted(string Reply) : SendOutcome;

    /// <summary>
    /// The mail was certainly not taken, and later it may be: a 4xx reply, no connection, a timeout, a broken conversation, or a server or
    /// login that does not work as configured, which an operator can mend before the retries run out.
    /// </summary>
    public sealed record TemporaryFailure(string Reason) : SendOutcome;

    /// <summary>The server refused this mail for good (5xx to its sender, recipient or content, or it cannot carry such a mail).</summary>
    public sealed record PermanentFailure(string Reason) : SendOutcome
    {
        /// <summary>The only obstacle is the recipient's address: it needs SMTPUTF8, which the server does not offer.</summary>
        public bool RecipientNeedsSmtpUtf8 { get; init; }
    }

    /// <summary>
    /// The whole mail was sent, but the connection ended before the server said whether it takes it. A retry may deliver it twice (with the
    /// same message id), no retry may lose it: the caller decides.
    /// </summary>
    public sealed record UnknownAfterData(string Reason) : SendOutcome;
}
