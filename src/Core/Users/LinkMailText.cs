using System.Globalization;
using Contacts.Core.Mail;

namespace Contacts.Core.Users;

/// <summary>A mail with a one-time link, in English or Czech.</summary>
public sealed record LinkMailText
{
    private static readonly (string Subject, string Body) _english = (
        "You are invited to {organisation}",
        """
        Hello,

        you are invited to the console of {organisation}. Accept the invitation with this link:

        {link}

        It works once, until {expires}.

        Ignore this mail if you do not know what it is about.

        """);

    private static readonly (string Subject, string Body) _czech = (
        "Pozvánka: {organisation}",
        """
        Dobrý den,

        zveme vás do správy kontaktů ({organisation}). Pozvánku přijmete tímto odkazem:

        {link}

        Funguje jednou, do {expires}.

        Pokud nevíte, čeho se týká, nemusíte dělat nic.

        """);

    private static readonly (string Subject, string Body) _englishReset = (
        "Choose a new password",
        """
        Hello,

        choose a new password for the contacts console with this link:

        {link}

        It works once, until {expires}.

        Ignore this mail if you did not ask for it: your password stays as it is.

        """);

    private static readonly (string Subject, string Body) _czechReset = (
        "Nové heslo",
        """
        Dobrý den,

        nové heslo do správy kontaktů si zvolíte tímto odkazem:

        {link}

        Funguje jednou, do {expires}.

        Pokud jste o něj nežádali, nemusíte dělat nic: heslo se nemění.

        """);

    /// <summary>The display name; empty for the operators of the service.</summary>
    public required string Organisation { get; init; }

    public required string Link { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    public MailContent Invitation() => Write(Language == "cs" ? _czech : _english);

    public MailContent Reset() => Write(Language == "cs" ? _czechReset : _englishReset);

    private MailContent Write((string Subject, string Body) text)
    {
        var values = new Dictionary<string, string>
        {
            ["organisation"] = Organisation.Length > 0 ? Organisation : Language == "cs" ? "provoz služby" : "the service",
            [MailTemplate.Link] = Link,
            ["expires"] = ExpiresAt.ToString(
                Language == "cs" ? "d. M. yyyy H:mm 'UTC'" : "d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture),
        };
        return new()
        {
            Subject = MailTemplate.Fill(text.Subject, values), Body = MailTemplate.Fill(text.Body, values),
            Html = MailTemplate.FillHtml(text.Body, values, Language),
        };
    }
}
