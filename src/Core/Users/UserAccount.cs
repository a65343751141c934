using Orleans;

namespace Contacts.Core.Users;

/// <summary>
/// What is stored of a person who may sign in. A change of <see cref="SecurityStamp"/> ends all sessions that have another one.
/// </summary>
[GenerateSerializer, Immutable, Alias("users.account")]
public sealed record UserAccount
{
    [Id(0)] public required long Id { get; init; }

    /// <summary>Normalised; unique in the service.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>As ASP.NET Core Identity writes it; null: the person was invited and has not chosen a password.</summary>
    [Id(2)] public string? PasswordHash { get; init; }

    [Id(3)] public required string SecurityStamp { get; init; }

    /// <summary>The secret of time-based codes (TOTP) in base 32; null: none was set up.</summary>
    [Id(4)] public string? AuthenticatorKey { get; init; }

    [Id(5)] public bool HasTwoFactor { get; init; }

    /// <summary>"en" or "cs"; null: not chosen.</summary>
    [Id(6)] public string? Language { get; init; }

    [Id(7)] public bool IsOperator { get; init; }

    /// <summary>A write checks the version that was read.</summary>
    [Id(8)] public required long Version { get; init; }
}
