using Contacts.Core.Tickets;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>Statuses of tickets in words.</summary>
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
}
