using Contacts.Core.Caching;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Microsoft.AspNetCore.Authentication.Cookies;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// Finds the people of sessions, and remembers them for at most three seconds: what is revoked is gone everywhere within five.
/// </summary>
internal sealed class SessionCache(IGrainFactory grains, TimeProvider time) : CookieAuthenticationEvents
{
    private readonly RotatingCache<string, SignedInUser> _found = new(capacity: 10_000, life: TimeSpan.FromSeconds(1.5), time);

    public void Forget(string key) => _found.Remove(key);

    /// <summary>A cookie counts as long as its session does.</summary>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirst(SessionIdentity.KeyClaim)?.Value is { } key && await FindAsync(key) is { } user)
            context.ReplacePrincipal(new(new SessionIdentity(user, key)));
        else
            context.RejectPrincipal();
    }

    private async ValueTask<SignedInUser?> FindAsync(string key)
    {
        if (_found.TryGet(key, out var known)) return known;
        var user = await grains.GetGrain<ISessionDirectoryGrain>(0).FindAsync(SessionKey.HashOf(key), CancellationToken.None);
        if (user is not null) _found.Set(key, user);
        return user;
    }
}
