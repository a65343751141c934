using Contacts.Mail;

namespace Contacts.Grains.Tickets;

/// <summary>How a process sends the mails of tickets.</summary>
public sealed class MailOptions
{
    /// <summary>Who the mails are from; the customer is in Reply-To.</summary>
    public Mailbox From { get; set; } = new("contacts@localhost");

    /// <summary>The most mails on their way at once.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>How often the outbox is looked at for what other processes queued and for what is due again.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a lease lasts; it is renewed three times as often. The mails of a process that died wait this long.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
}
