using Orleans;

namespace Contacts.Core.Mail;

/// <summary>
/// The texts of mails in one language, with placeholders such as {organisation}; null: the one of the service. Which placeholders a text
/// may have is in <see cref="MailTextFields"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("mail.texts")]
public sealed record MailTexts
{
    [Id(0)] public string? ConfirmationSubject { get; init; }
    [Id(1)] public string? ConfirmationBody { get; init; }
    [Id(2)] public string? TicketSubject { get; init; }
    [Id(3)] public string? TicketBody { get; init; }
    [Id(4)] public string? DigestSubject { get; init; }
    [Id(5)] public string? DigestBody { get; init; }

    public static MailTexts English { get; } = new()
    {
        ConfirmationSubject = "Please confirm your subscription to {organisation}",
        ConfirmationBody =
            """
            Hello,

            please confirm your subscription to {organisation} with this link:

            {link}

            It is valid until {expires}.

            Ignore this mail if it was not you: without the confirmation you will get nothing else.

            """,
        TicketSubject = "{subject}",
        TicketBody = "{message}\n\n-- \n{customer}",
        DigestSubject = "{count} more messages",
        DigestBody = "{count} more messages came within an hour than this address gets one by one. "
            + "All of them are in the inbox.\n{tickets}",
    };

    public static MailTexts Czech { get; } = new()
    {
        ConfirmationSubject = "Potvrďte prosím odběr: {organisation}",
        ConfirmationBody =
            """
            Dobrý den,

            potvrďte prosím odběr novinek ({organisation}) tímto odkazem:

            {link}

            Platí do {expires}.

            Pokud jste to nebyli vy, nemusíte dělat nic: bez potvrzení vám už nic nepošleme.

            """,
        TicketSubject = "{subject}",
        TicketBody = "{message}\n\n-- \n{customer}",
        DigestSubject = "Další zprávy: {count}",
        DigestBody = "Za hodinu přišlo více zpráv, než kolik jich na tuto adresu posíláme jednotlivě. Dalších je {count}, všechny najdete"
            + " v přehledu.\n{tickets}",
    };

    /// <summary>The texts of the service in "en" or "cs".</summary>
    public static MailTexts Of(string language) => language == "cs" ? Czech : English;
}

/// <summary>An organisation's own texts by language.</summary>
[GenerateSerializer, Immutable, Alias("mail.texts-by-language")]
public sealed record MailTextsByLanguage
{
    [Id(0)] public MailTexts En { get; init; } = new();
    [Id(1)] public MailTexts Cs { get; init; } = new();

    /// <summary>The organisation's own texts in "en" or "cs", and those of the service where it has none.</summary>
    public MailTexts For(string language)
    {
        var own = language == "cs" ? Cs : En;
        return MailTextFields.All.Aggregate(
            MailTexts.Of(language), (texts, field) => field.Get(own) is { } text ? field.With(texts, text) : texts);
    }
}
