using Contacts.Core.Mail;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>Texts of mails by language.</summary>
internal sealed class TextsView
{
    internal TextsView(MailTextsByLanguage texts) => (En, Cs) = (new(texts.En), new(texts.Cs));

    /// <summary>In English.</summary>
    public MailTextsView En { get; }

    /// <summary>In Czech.</summary>
    public MailTextsView Cs { get; }
}

/// <summary>Texts of mails in one language; null: the service's.</summary>
internal sealed class MailTextsView
{
    private readonly MailTexts _texts;

    internal MailTextsView(MailTexts texts) => _texts = texts;

    /// <summary>Subject of the mail that asks for a confirmation.</summary><example>Welcome to {organisation}</example>
    public string? ConfirmationSubject => _texts.ConfirmationSubject;

    /// <summary>Its text.</summary><example>Please confirm: {link}</example>
    public string? ConfirmationBody => _texts.ConfirmationBody;

    /// <summary>Subject of a ticket's mail.</summary><example>[{ticket}] {subject}</example>
    public string? TicketSubject => _texts.TicketSubject;

    /// <summary>Its text.</summary><example>{message}</example>
    public string? TicketBody => _texts.TicketBody;

    /// <summary>Subject of a digest of tickets.</summary><example>{count} more</example>
    public string? DigestSubject => _texts.DigestSubject;

    /// <summary>Its text.</summary><example>{tickets}</example>
    public string? DigestBody => _texts.DigestBody;
}
