using Contacts.Core.Limits;
using Contacts.Core.Users;

namespace Contacts.Core.Keys;

/// <summary>What an authority may do in an organisation that it administers.</summary>
/// <param name="Name">For logs: kind and id, no personal data.</param>
/// <param name="IsOperator">Whether it may do anything in any organisation: a ROOT key, or a person who operates the service.</param>
/// <param name="Scopes">The most scopes of keys that it makes.</param>
/// <param name="Limits">The highest limits of keys that it makes; null: any.</param>
/// <param name="IsDevelopment">Whether the keys that it makes are Development's.</param>
public sealed record AdminRights(string Name, bool IsOperator, ApiKeyScopes Scopes, RequestLimits? Limits, bool IsDevelopment)
{
    /// <summary>The rights of a key; null where it does not administer the organisation at that time.</summary>
    public static AdminRights? OfKey(ApiKey key, int organisationId, DateTimeOffset now)
    {
        var isRoot = key.Kind == ApiKeyKind.Root;
        if (!key.Scopes.HasFlag(ApiKeyScopes.Admin) || key.ValidityAt(now) != ApiKeyValidity.Valid) return null;
        if (!isRoot && key.OrganisationId != organisationId) return null;
        return new(key.Name, isRoot, key.Scopes, isRoot ? null : LimitRules.Of(key.Kind, key.Limits), key.IsDevelopment);
    }

    /// <summary>The rights of a person; null where they are neither an administrator of the organisation nor an operator.</summary>
    /// <param name="role">The person's role in the organisation; null: none.</param>
    public static AdminRights? OfUser(UserAccount user, Role? role)
    {
        if (!user.IsOperator && role is not (Role.Admin or Role.Owner)) return null;
        var limits = user.IsOperator ? null : LimitRules.Of(ApiKeyKind.Prod, null);
        return new($"user {user.Id}", user.IsOperator, ApiKeyScopes.All, limits, IsDevelopment: false);
    }
}
