using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>The routes of tickets in the console.</summary>
internal static class InboxPages
{
    public static ConsoleGroup MapInbox(this ConsoleGroup console) => console
        .Page("/inbox", ListTickets.ShowAsync);
}
