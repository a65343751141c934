using Contacts.Mail;

namespace Contacts.Grains.Mail;

/// <summary>How a process sends mails.</summary>
public sealed class MailOptions
{
    /// <summary>Who mails are from, unless their kind says otherwise.</summary>
    public Mailbox From { get; set; } = new("contacts@localhost");

    /// <summary>The most mails on their way at once.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>The most mails a process holds, those on their way included: the others are at hand when one has left.</summary>
    public int MostHeld => Concurrency * 4;

    /// <summary>The shortest time between looks at the outbox that brought little: mails of one moment are taken together.</summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often the outbox is looked at for what other processes queued and for what is due again.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long mails are left alone after an outage of the store, for the processes that sent them to note that.</summary>
    public TimeSpan NotingTime => Poll * 5;

    /// <summary>How long a lease lasts; it is renewed three times as often. The mails of a process that died wait this long.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
}
