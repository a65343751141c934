using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>
/// What a person may do in an organisation, each role including those before it. A viewer reads; an agent also edits contacts and tickets;
/// an admin also groups, imports, keys, settings, merges and exports; an owner also the team. Stored by number: never renumber.
/// </summary>
public enum Role { Viewer, Agent, Admin, Owner }

/// <summary>An organisation that a person belongs to.</summary>
[GenerateSerializer, Immutable, Alias("users.membership")]
public sealed record Membership
{
    [Id(0)] public required int OrganisationId { get; init; }
    [Id(1)] public required string Slug { get; init; }

    /// <summary>The organisation's display name.</summary>
    [Id(2)] public required string Name { get; init; }

    [Id(3)] public required Role Role { get; init; }

    /// <summary>Whether the organisation lets in only those who sign in with a second factor.</summary>
    [Id(4)] public bool RequiresTwoFactor { get; init; }
}

/// <summary>The person of a session, with the rights of this moment.</summary>
[GenerateSerializer, Immutable, Alias("users.signed-in-user")]
public sealed record SignedInUser
{
    [Id(0)] public required long UserId { get; init; }

    /// <summary>Normalised.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>"en" or "cs"; null: not chosen.</summary>
    [Id(2)] public string? Language { get; init; }

    /// <summary>Whether the person operates the service and may do anything in any organisation.</summary>
    [Id(3)] public bool IsOperator { get; init; }

    [Id(4)] public required long SessionId { get; init; }

    /// <summary>By name.</summary>
    [Id(5)] public required ImmutableArray<Membership> Memberships { get; init; }

    /// <summary>Whether the person signs in with a second factor.</summary>
    [Id(6)] public bool HasTwoFactor { get; init; }
}
