using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>What is known of tickets, in words.</summary>
internal static class TicketWords
{
    public static string Of(this ConsoleTexts t, TicketStatus status) => status switch
    {
        TicketStatus.New => t["new"],
        TicketStatus.InProgress => t["in progress"],
        TicketStatus.Waiting => t["waiting for the customer"],
        TicketStatus.Done => t["done"],
        _ => t["spam"],
    };

    public static string Of(this ConsoleTexts t, MailState? state) => state switch
    {
        null => t["there is none"],
        MailState.Queued => t["waits to be sent"],
        MailState.Sent => t["sent"],
        MailState.Failed => t["could not be delivered"],
        MailState.Held => t["part of a digest that comes later"],
        _ => t["dropped"],
    };

    /// <summary>A signal of spam.</summary>
    public static string ReasonOf(this ConsoleTexts t, string name) => name switch
    {
        "honeypot" => t["A field that people do not see was filled in."],
        "country-blocked" => t["It came from a country that is blocked."],
        "country-not-allowed" => t["It came from a country that is not among the allowed ones."],
        "phone-from-other-country" => t["The phone is of another country than the sender."],
        "many-from-address" => t["Many forms came from the same IP address."],
        "many-from-network" => t["Many forms came from the same network."],
        "many-from-site" => t["Many forms came from the same site of the net."],
        "many-of-organisation" => t["The organisation gets unusually many forms."],
        "same-text" => t["The same text was sent before."],
        "many-links" => t["The message has many links."],
        "disposable-mail" => t["The address is a throw-away one."],
        "no-customer-email" => t["There is no e-mail address to answer to."],
        _ => name,
    };
}
