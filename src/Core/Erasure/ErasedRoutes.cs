namespace Contacts.Core.Erasure;

/// <summary>What the stored answers of a route may tell of a person. Pure.</summary>
public static class ErasedRoutes
{
    /// <summary>
    /// Whether answers tell of contacts; where their requests have an effect, it is a contact. Sign-ups and unsubscribing are answered by
    /// success alone.
    /// </summary>
    public static bool AreOfContacts(string route) =>
        Has(route, "/newsletter/links") || Has(route, "/newsletter/register-contacts") || Has(route, "/contacts")
        || (Has(route, "/contact/") && !Has(route, "/contact/import") && !Has(route, "/contact/erase"));

    /// <summary>Whether the effect of a request is a ticket.</summary>
    public static bool AreOfTickets(string route) => Has(route, "/contact-form") || Has(route, "/ticket/");

    private static bool Has(string route, string part) => route.Contains(part, StringComparison.Ordinal);
}
