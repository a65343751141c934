using Contacts.Core.Consent;
using Contacts.Core.Users;
using Contacts.Grains.Consent;

namespace Contacts.Grains.Users;

/// <summary>Seals one-time links and finds what their tokens stand for.</summary>
public sealed class UserLinks(IUserAccountStore accounts, LinkKeyRing keys, LinkAddress address, TimeProvider time)
{
    /// <summary>The absolute URL of a link.</summary>
    public async ValueTask<string> UrlOfAsync(OneTimeLink link, CancellationToken cancellationToken) =>
        address.Of(link.Purpose, await keys.SealAsync(link.ToLink(), cancellationToken));

    /// <summary>The link of a token that was sealed here, not used, and has not run out; else null.</summary>
    public async ValueTask<OneTimeLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (LinkToken.ReadOrNull(token) is not { Link: var said } || said.OrganisationId < 0) return null;
        if (await keys.OpenAsync(said.OrganisationId, token, cancellationToken) is not { } link) return null;
        return await accounts.FindLinkAsync(link.OrganisationId, link.ConsentId, cancellationToken) is { } found
            && found.ToLink() == link && found.ExpiresAt > time.GetUtcNow()
            ? found
            : null;
    }
}
