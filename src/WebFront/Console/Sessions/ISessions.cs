using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>The sessions of people, by the cookie of a request.</summary>
internal interface ISessions
{
    /// <summary>
    /// Who makes the request, at most three seconds old; null without a session. Throws StoreUnavailableException while the store is
    /// unavailable.
    /// </summary>
    ValueTask<SignedInUser?> FindAsync(HttpContext http);
}
