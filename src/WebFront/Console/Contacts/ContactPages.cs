using Contacts.Core.Users;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>The routes of contacts in the console.</summary>
internal static class ContactPages
{
    public static ConsoleGroup MapContacts(this ConsoleGroup console)
    {
        console.Page("/contacts", FindContacts.ShowAsync).Page("/contacts/{id}", ShowContactPage.ShowAsync);
        console.For(Role.Agent)
            .Page("/contacts/new", NewContactForm.ShowAsync)
            .Form("/contacts/new", NewContactForm.CreateAsync)
            .Form("/contacts/{id}", EditContact.SaveAsync)
            .Form("/contacts/{id}/consent", EditConsent.SaveAsync);
        console.For(Role.Admin)
            .Stream("/contacts/export.csv", FindContacts.ExportAsync)
            .Form("/contacts/{id}/email", EditEmail.SaveAsync)
            .Form("/contacts/{id}/merge", JoinContacts.MergeAsync)
            .Form("/contacts/{id}/undo-merge", JoinContacts.UndoAsync)
            .Form("/contacts/{id}/erase", EraseContact.EraseAsync);
        return console;
    }
}
