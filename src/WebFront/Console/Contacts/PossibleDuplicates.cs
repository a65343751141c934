using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Contacts that may be the same person: those with the same number, or with the same name at the same domain.</summary>
internal static class PossibleDuplicates
{
    private const int Most = 20; // looked at, of each kind

    public static async Task<IReadOnlyList<Contact>> FindAsync(ConsoleCall call, Contact contact)
    {
        var byPhone = SearchAsync(call, contact.Phone);
        var name = NameOf(contact);
        var byName = contact.FirstName.Length > 0 && contact.LastName.Length > 0 && contact.Email is not null
            ? SearchAsync(call, $"{contact.FirstName} {contact.LastName}")
            : SearchAsync(call, null);
        var samePhone = (await byPhone).Where(other => other.Phone == contact.Phone);
        var sameName = (await byName).Where(other => NameOf(other) == name && DomainOf(other) == DomainOf(contact));
        return [.. samePhone.Concat(sameName).Where(other => other.Id != contact.Id).DistinctBy(other => other.Id)];
    }

    private static async Task<IEnumerable<Contact>> SearchAsync(ConsoleCall call, string? text)
    {
        if (text is null) return [];
        var query = new ContactQuery { Search = text, PageSize = Most };
        return (await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted)).Items;
    }

    private static string NameOf(Contact contact) => TextFolding.Fold($"{contact.FirstName} {contact.LastName}");

    private static string? DomainOf(Contact contact) => contact.Email?[(contact.Email.LastIndexOf('@') + 1)..];
}
