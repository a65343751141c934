using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.Grains.ApiKeys;

/// <summary>Looks up what those who ask for something of an administrator may do.</summary>
public sealed class Authorities(IGrainFactory grains, IUserAccountStore users, TimeProvider time)
{
    /// <summary>Null where the authority does not administer the organisation, or is unknown.</summary>
    public async Task<AdminRights?> FindAsync(int organisationId, Authority authority, CancellationToken cancellationToken)
    {
        if (authority.KeyHash is not { } hash) return await OfUserAsync(organisationId, authority.UserId, cancellationToken);
        var key = await grains.GetGrain<IApiKeyGrain>(hash).FindAsync(cancellationToken);
        return key is null ? null : AdminRights.OfKey(key, organisationId, time.GetUtcNow());
    }

    private async Task<AdminRights?> OfUserAsync(int organisationId, long userId, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(userId, cancellationToken) is not { } user) return null;
        var memberships = await users.MembershipsAsync(userId, cancellationToken);
        return AdminRights.OfUser(user, memberships.FirstOrDefault(one => one.OrganisationId == organisationId)?.Role);
    }
}
