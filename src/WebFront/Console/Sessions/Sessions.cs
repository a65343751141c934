using System.Security.Claims;
using Contacts.Core.Text;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Clients;
using Microsoft.AspNetCore.Authentication;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// Sessions of people by cookie: it has the session's key alone, sealed. Each sign-in makes a new key, whatever cookie came with the
/// request.
/// </summary>
internal sealed class Sessions(IGrainFactory grains, SessionCache cache, TrustedProxies proxies) : ISessions
{
    private const int UserAgentLimit = 256;

    public async ValueTask<SignedInUser?> FindAsync(HttpContext http) => (await IdentityOfAsync(http))?.User;

    public async Task BeginAsync(HttpContext http, UserAccount account)
    {
        await EndAsync(http);
        var key = SessionKey.New();
        var session = new NewSession
        {
            KeyHash = SessionKey.HashOf(key), UserId = account.Id, SecurityStamp = account.SecurityStamp,
            Ip = proxies.CallerOf(http)?.ToString(), UserAgent = UserAgentOf(http.Request),
        };
        await grains.GetGrain<ISessionDirectoryGrain>(0).BeginAsync(session, CancellationToken.None);
        await GiveAsync(http, key);
    }

    /// <summary>Ends the session of a request, if there is one.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (await IdentityOfAsync(http) is not { } identity) return;
        var (user, key) = (identity.User, identity.Key);
        await grains.GetGrain<IUserGrain>(user.UserId).EndSessionAsync(user.SessionId, null, CancellationToken.None);
        cache.Forget(key);
        await http.SignOutAsync(CookieNames.Session);
    }

    /// <summary>
    /// Lets the session of a request go on, with what was changed of its account; other sessions with another stamp end. Its new key is one
    /// that no process remembers: the next request, whoever answers it, finds the change.
    /// </summary>
    public async Task RefreshAsync(HttpContext http, UserAccount account)
    {
        if (await IdentityOfAsync(http) is not { } identity) return;
        var key = SessionKey.New();
        var directory = grains.GetGrain<ISessionDirectoryGrain>(0);
        await directory.RefreshAsync(identity.User.SessionId, account.SecurityStamp, SessionKey.HashOf(key), CancellationToken.None);
        cache.Forget(identity.Key);
        await GiveAsync(http, key);
    }

    private static Task GiveAsync(HttpContext http, string key) => http.SignInAsync(
        CookieNames.Session, new(new ClaimsIdentity([new(SessionIdentity.KeyClaim, key)], CookieNames.Session)));

    private static async ValueTask<SessionIdentity?> IdentityOfAsync(HttpContext http) =>
        (await http.AuthenticateAsync(CookieNames.Session)).Principal?.Identity as SessionIdentity;

    private static string? UserAgentOf(HttpRequest request)
    {
        var text = request.Headers.UserAgent.ToString();
        return text.Length == 0 ? null : Clipping.Clip(text, UserAgentLimit);
    }
}
