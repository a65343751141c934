using Contacts.Grains.Contacts;
using Contacts.Grains.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>What a search looks through: the folded names in both orders, then address, company and phone, each in its line.</summary>
internal readonly record struct SearchText(string FirstName, string LastName, string All)
{
    public static SearchText Of(ContactImage contact)
    {
        var first = TextFolding.Fold(contact.FirstName);
        var last = TextFolding.Fold(contact.LastName);
        var email = AddressText.Of(contact.Email ?? "");
        var name = first.Length == 0 || last.Length == 0 ? first + last : $"{first} {last} {first}";
        return new SearchText(first, last, $"{name}\n{email}\n{TextFolding.Fold(contact.Company)}\n{contact.Phone}");
    }
}
