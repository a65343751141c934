using System.Collections.Immutable;

namespace Contacts.Core.Mail;

/// <summary>A text of a mail that an organisation can have instead of the service's.</summary>
/// <param name="Name">As settings name it.</param>
/// <param name="Placeholders">Those that it may have.</param>
/// <param name="Needed">The one without which the mail is of no use; null: none.</param>
/// <param name="Get">Reads it.</param>
/// <param name="With">Replaces it.</param>
public sealed record MailTextField(
    string Name, ImmutableArray<string> Placeholders, string? Needed, Func<MailTexts, string?> Get,
    Func<MailTexts, string?, MailTexts> With)
{
    /// <summary>A subject is one line.</summary>
    public bool IsSubject => Name.EndsWith("Subject", StringComparison.Ordinal);
}

/// <summary>All texts of mails.</summary>
public static class MailTextFields
{
    private static readonly ImmutableArray<string> _confirmation = ["organisation", "hours", "expires"];
    private static readonly ImmutableArray<string> _ticket = ["organisation", "ticket", "subject"];
    private static readonly ImmutableArray<string> _digest = ["organisation", "count"];

    public static ImmutableArray<MailTextField> All { get; } =
    [
        new("confirmationSubject", _confirmation, null,
            texts => texts.ConfirmationSubject, (texts, text) => texts with { ConfirmationSubject = text }),
        new("confirmationBody", [.. _confirmation, "link"], "link",
            texts => texts.ConfirmationBody, (texts, text) => texts with { ConfirmationBody = text }),
        new("ticketSubject", _ticket, null, texts => texts.TicketSubject, (texts, text) => texts with { TicketSubject = text }),
        new("ticketBody", [.. _ticket, "message", "customer"], "message",
            texts => texts.TicketBody, (texts, text) => texts with { TicketBody = text }),
        new("digestSubject", _digest, null, texts => texts.DigestSubject, (texts, text) => texts with { DigestSubject = text }),
        new("digestBody", [.. _digest, "tickets"], "tickets",
            texts => texts.DigestBody, (texts, text) => texts with { DigestBody = text }),
    ];
}
