namespace Contacts.Mail;

/// <summary>Takes mails out of the process. Implementations are safe for any number of threads.</summary>
public interface IMailTransport
{
    /// <summary>
    /// Tries once to hand a mail over. Whatever a server, a network or a disk does is an outcome; the only exception is
    /// <see cref="OperationCanceledException"/>, and it means that the mail was not handed over.
    /// </summary>
    Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct);
}
