namespace Contacts.Core.Mail;

/// <summary>The kinds of mails. Stored: never rename.</summary>
public static class MailKinds
{
    /// <summary>A ticket for the organisation; at most one for each ticket.</summary>
    public const string Ticket = "ticket";

    /// <summary>The same as the mail of a ticket, for another recipient.</summary>
    public const string TicketCopy = "ticket-copy";

    /// <summary>Several tickets in one mail, because their recipient got too many in an hour.</summary>
    public const string Digest = "digest";

    /// <summary>The link by which a person confirms a sign-up.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>The link by which a person joins an organisation or the operators.</summary>
    public const string Invitation = "invitation";

    /// <summary>The link by which a person chooses another password.</summary>
    public const string Reset = "reset";
}

/// <summary>
/// In which order mails that are due are sent: one that waits for a person goes before others that became due up to
/// <see cref="IMailOutbox.HeadStart"/> earlier. Stored by number: never renumber.
/// </summary>
public enum MailPriority
{
    /// <summary>Somebody sits before a screen and waits for it.</summary>
    Urgent,

    Usual,
}

/// <summary>A mail to be queued, mostly in the transaction of what it is about.</summary>
public sealed record QueuedMail
{
    public required int OrganisationId { get; init; }

    /// <summary>Unique, for the message id. What has the id of a queued mail is not queued again.</summary>
    public string MailId { get; init; } = NewId();

    /// <summary>One of <see cref="MailKinds"/>: who composes the mail when it is sent.</summary>
    public required string Kind { get; init; }

    public MailPriority Priority { get; init; } = MailPriority.Usual;

    /// <summary>Normalised.</summary>
    public required string Recipient { get; init; }

    /// <summary>What the kind's <see cref="IMailComposer"/> needs, as a JSON object.</summary>
    public required string Data { get; init; }

    /// <summary>The trace that the mail belongs to, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Ids grow with time: new ones are neighbours in the index.</summary>
    public static string NewId() => Guid.CreateVersion7().ToString("N");
}
