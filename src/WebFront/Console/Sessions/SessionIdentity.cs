using System.Security.Claims;
using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>The identity of a request with a session: the person, and the session's key.</summary>
internal sealed class SessionIdentity(SignedInUser user, string key) : ClaimsIdentity(CookieNames.Session)
{
    /// <summary>The claim of the cookie that has the session's key.</summary>
    public const string KeyClaim = "session";

    public SignedInUser User => user;
    public string Key => key;
}
