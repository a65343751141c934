namespace Contacts.Core.Mail;

/// <summary>
/// Writes the mails of one kind from what the outbox has of them, each time one is to be sent. Safe for any number of threads.
/// </summary>
public interface IMailComposer
{
    /// <summary>One of <see cref="MailKinds"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// The same content each time, as far as it can be: a mail may be sent again. Null if nothing is to be sent any more: the mail is
    /// dropped. Throws StoreUnavailableException while the store is unavailable: the mail is tried again.
    /// </summary>
    ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken);
}

/// <summary>What a mail says, and who it is from. Texts may have any characters: what a header cannot hold is replaced.</summary>
public sealed record MailContent
{
    public required string Subject { get; init; }

    /// <summary>Plain text; lines may end in any way.</summary>
    public required string Body { get; init; }

    /// <summary>The same as an HTML document; null: there is none.</summary>
    public string? Html { get; init; }

    /// <summary>The sender's address; null: the service's.</summary>
    public string? From { get; init; }

    /// <summary>The name beside <see cref="From"/>.</summary>
    public string? FromName { get; init; }

    /// <summary>
    /// For mails about a newsletter: where one POST without a cookie unsubscribes (RFC 8058), an http or https URL in ASCII.
    /// </summary>
    public string? UnsubscribeUrl { get; init; }

    /// <summary>Who an answer goes to; null or an address that mail cannot be sent to: the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The name beside <see cref="ReplyTo"/>.</summary>
    public string? ReplyToName { get; init; }

    /// <summary>
    /// Who gets the mail where the mail server cannot carry it to its recipient, who needs SMTPUTF8; null: nobody.
    /// </summary>
    public string? OtherRecipient { get; init; }
}
