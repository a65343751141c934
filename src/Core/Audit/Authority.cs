using Orleans;

namespace Contacts.Core.Audit;

/// <summary>
/// Who asks for something that an administrator alone may do: a key by its hash, or a person by the id of the account. The grain looks the
/// rights up; the caller cannot claim them.
/// </summary>
[GenerateSerializer, Immutable, Alias("keys.authority")]
public sealed record Authority
{
    /// <summary>Null: a person.</summary>
    [Id(0)] public string? KeyHash { get; init; }

    [Id(1)] public long UserId { get; init; }

    /// <summary>Who may do nothing.</summary>
    public static readonly Authority Nobody = new();

    public static Authority OfKey(string hash) => new() { KeyHash = hash };

    public static Authority OfUser(long id) => new() { UserId = id };
}
