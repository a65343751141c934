using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>The routes of contacts in the console.</summary>
internal static class ContactPages
{
    public static ConsoleGroup MapContacts(this ConsoleGroup console) => console
        .Page("/contacts", FindContacts.ShowAsync);
}
