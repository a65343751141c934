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
        var directory = call.OfOrganisation<IContactDirectoryGrain>();
        var (byPhone, byName) = (OfPhoneAsync(directory, contact, call.Aborted), OfNameAsync(directory, contact, call.Aborted));
        var samePhone = (await byPhone).Where(other => other.Id != contact.Id).Take(Most);
        var sameName = (await byName).Where(other => other.Id != contact.Id);
        return [.. samePhone.Concat(sameName).DistinctBy(other => other.Id)];
    }

    private static async Task<IEnumerable<Contact>> OfPhoneAsync(
        IContactDirectoryGrain directory, Contact contact, CancellationToken cancellationToken) => contact.Phone is null
        ? []
        : await directory.FindAsync(new ContactIdentity { Phone = contact.Phone }, cancellationToken);

    private static async Task<IEnumerable<Contact>> OfNameAsync(
        IContactDirectoryGrain directory, Contact contact, CancellationToken cancellationToken)
    {
        if (contact.FirstName.Length == 0 || contact.LastName.Length == 0 || contact.Email is null) return [];
        var query = new ContactQuery { Search = $"{contact.FirstName} {contact.LastName}", PageSize = Most };
        var found = await directory.ListAsync(query, cancellationToken);
        var (name, domain) = (NameOf(contact), DomainOf(contact));
        return found.Items.Where(other => NameOf(other) == name && DomainOf(other) == domain);
    }

    private static string NameOf(Contact contact) => TextFolding.Fold($"{contact.FirstName} {contact.LastName}");

    private static string? DomainOf(Contact contact) => contact.Email?[(contact.Email.LastIndexOf('@') + 1)..];
}
