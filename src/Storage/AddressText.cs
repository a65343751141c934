using Contacts.Core.Email;
using Contacts.Core.Text;

namespace Contacts.Storage;

/// <summary>
/// The folded text of an address that searches match: as it is stored and, in a line of its own, with its domain in Unicode.
/// </summary>
internal static class AddressText
{
    public static string Of(string email)
    {
        var (stored, readable) = (TextFolding.Fold(email), EmailAddress.Readable(email));
        return readable == email ? stored : $"{stored}\n{TextFolding.Fold(readable)}";
    }
}
