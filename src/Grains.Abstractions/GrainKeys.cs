using System.Globalization;

namespace Contacts.Grains.Abstractions;

/// <summary>How grain keys are spelled: the organisation's id first, then what it is about.</summary>
public static class GrainKeys
{
    /// <summary>Key of the grain of a canonical address.</summary>
    public static string Email(int organisationId, string canonicalEmail) =>
        string.Create(CultureInfo.InvariantCulture, $"{organisationId}/{canonicalEmail}");

    /// <summary>Key of the grain of a contact.</summary>
    public static string Contact(int organisationId, long contactId) =>
        string.Create(CultureInfo.InvariantCulture, $"{organisationId}/{contactId}");

    /// <summary>Key of the grain of an import.</summary>
    public static string Import(int organisationId, long importId) =>
        string.Create(CultureInfo.InvariantCulture, $"{organisationId}/{importId}");

    /// <summary>Key of a grain that counts what comes from a network of the net, such as "203.0.113.0/24".</summary>
    public static string Submitter(int organisationId, string network) =>
        string.Create(CultureInfo.InvariantCulture, $"{organisationId}/{network}");

    /// <summary>The organisation id in front of a key, and the rest behind the first slash.</summary>
    public static (int OrganisationId, string Subject) Split(string key)
    {
        var slash = key.IndexOf('/');
        return (int.Parse(key.AsSpan(0, slash), CultureInfo.InvariantCulture), key[(slash + 1)..]);
    }
}
