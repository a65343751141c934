using Contacts.Core.Contacts;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>How pages call a contact.</summary>
internal static class ContactNames
{
    /// <summary>The name, else the address, else the number.</summary>
    public static string Of(Contact contact) =>
        $"{contact.FirstName} {contact.LastName}".Trim() is { Length: > 0 } name ? name : contact.Email ?? contact.PhoneInternational!;
}
