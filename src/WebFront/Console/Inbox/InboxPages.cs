using Contacts.Core.Users;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>The routes of tickets in the console.</summary>
internal static class InboxPages
{
    public static ConsoleGroup MapInbox(this ConsoleGroup console)
    {
        console.Page("/inbox", ListTickets.ShowAsync).Page("/inbox/{id}", ShowTicket.ShowAsync);
        console.For(Role.Agent).Form("/inbox/{id}", ShowTicket.MoveAsync);
        return console;
    }
}
