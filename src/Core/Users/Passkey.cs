using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>A device by which a person signs in: its public key, and what it has said of itself.</summary>
[GenerateSerializer, Immutable, Alias("users.passkey")]
public sealed record Passkey
{
    /// <summary>Characters of a name.</summary>
    public const int NameLimit = 64;

    /// <summary>Passkeys of a person.</summary>
    public const int MostOfOne = 20;

    /// <summary>Unique in the service; at most 1,023 bytes.</summary>
    [Id(0)] public required ImmutableArray<byte> CredentialId { get; init; }

    [Id(1)] public required long UserId { get; init; }

    /// <summary>As the person calls it.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>COSE.</summary>
    [Id(3)] public required ImmutableArray<byte> PublicKey { get; init; }

    /// <summary>How often the device says that it was used; 0 where it does not count.</summary>
    [Id(4)] public required long SignCount { get; init; }

    /// <summary>How browsers reach the device, separated by spaces.</summary>
    [Id(5)] public required string Transports { get; init; }

    [Id(6)] public required bool IsBackupEligible { get; init; }
    [Id(7)] public required bool IsBackedUp { get; init; }
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never.</summary>
    [Id(9)] public DateTimeOffset? UsedAt { get; init; }
}
