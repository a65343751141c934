namespace Contacts.Core.Users;

/// <summary>Roles as callers spell them.</summary>
public static class RoleNames
{
    /// <summary>Of who operates the service; no organisation has it.</summary>
    public const string Operator = "operator";

    /// <summary>The name of a role; without one that of an operator.</summary>
    public static string Of(Role? role) => role?.ToString().ToLowerInvariant() ?? Operator;

    public static Role? RoleOrNull(string? text) => text switch
    {
        "owner" => Role.Owner,
        "admin" => Role.Admin,
        "agent" => Role.Agent,
        "viewer" => Role.Viewer,
        _ => null,
    };
}
