using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>Texts of mails by language.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TextsBody
{
    /// <summary>In English.</summary>
    [DisallowNull] public MailTextsBody? En { get; set; }

    /// <summary>In Czech.</summary>
    [DisallowNull] public MailTextsBody? Cs { get; set; }

    public ImmutableArray<TextChange> ToChanges() => [.. En?.ToChanges("en") ?? [], .. Cs?.ToChanges("cs") ?? []];
}

/// <summary>Texts of mails in one language, with placeholders; null: the service's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MailTextsBody
{
    /// <summary>Subject of the mail that asks for a confirmation. {organisation}, {hours}, {expires}.</summary>
    /// <example>Welcome to {organisation}</example>
    public Optional<string> ConfirmationSubject { get; set; }

    /// <summary>Its text, with {link}; also {organisation}, {hours}, {expires}.</summary><example>Please confirm: {link}</example>
    public Optional<string> ConfirmationBody { get; set; }

    /// <summary>Subject of a ticket's mail. {organisation}, {ticket}, {subject}.</summary><example>[{ticket}] {subject}</example>
    public Optional<string> TicketSubject { get; set; }

    /// <summary>Its text, with {message}; also {organisation}, {ticket}, {subject}, {customer}.</summary><example>{message}</example>
    public Optional<string> TicketBody { get; set; }

    /// <summary>Subject of a digest of tickets. {organisation}, {count}.</summary><example>{count} more</example>
    public Optional<string> DigestSubject { get; set; }

    /// <summary>Its text, with {tickets}; also {organisation}, {count}.</summary><example>{tickets}</example>
    public Optional<string> DigestBody { get; set; }

    public IEnumerable<TextChange> ToChanges(string language)
    {
        (string Name, Optional<string> Text)[] texts =
        [
            ("confirmationSubject", ConfirmationSubject), ("confirmationBody", ConfirmationBody), ("ticketSubject", TicketSubject),
            ("ticketBody", TicketBody), ("digestSubject", DigestSubject), ("digestBody", DigestBody),
        ];
        return texts.Where(text => text.Text.IsSent)
            .Select(text => new TextChange { Language = language, Name = text.Name, Text = text.Text.Value });
    }
}
