namespace Contacts.Core.Keys;

/// <summary>
/// What concerns who may do what is logged in a category of its own: ids, kinds and numbers, no key's text and no personal data.
/// </summary>
public static class SecurityEvents
{
    public const string LogCategory = "Contacts.Security";
}
