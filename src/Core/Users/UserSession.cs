using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Audit;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>A session to begin. Only the hash of its key is stored.</summary>
[GenerateSerializer, Immutable, Alias("users.new-session")]
public sealed record NewSession
{
    [Id(0)] public required ImmutableArray<byte> KeyHash { get; init; }
    [Id(1)] public required long UserId { get; init; }

    /// <summary>The account's security stamp when the person signed in.</summary>
    [Id(2)] public required string SecurityStamp { get; init; }

    [Id(3)] public string? Ip { get; init; }
    [Id(4)] public string? UserAgent { get; init; }
}

/// <summary>A session as lists show it. <see cref="SeenAt"/> is at most a minute old.</summary>
[GenerateSerializer, Immutable, Alias("users.session")]
public sealed record UserSession
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required long UserId { get; init; }
    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(3)] public required DateTimeOffset SeenAt { get; init; }
    [Id(4)] public string? Ip { get; init; }
    [Id(5)] public string? UserAgent { get; init; }
}

/// <summary>A session that was found by its key, with the time of its last request that was noted.</summary>
public sealed record FoundSession(SignedInUser User, DateTimeOffset SeenAt);

/// <summary>How long a session lasts.</summary>
public static class SessionLife
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How often requests of a session are noted.</summary>
    public static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);
}

/// <summary>The key of a session: 32 random bytes in base64url, which the cookie alone has.</summary>
public static class SessionKey
{
    private const int Length = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    public static ImmutableArray<byte> HashOf(string key) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))];
}

/// <summary>
/// Sessions of people. Those that were idle for too long, are too old, or have a security stamp that is not the account's any more are not
/// there. Every method throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface ISessionStore
{
    Task<long> AddAsync(NewSession session, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The session of a key's hash with the person's rights of this moment.</summary>
    Task<FoundSession?> FindAsync(ImmutableArray<byte> keyHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<ImmutableArray<UserSession>> ListAsync(long userId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes a request of a session.</summary>
    Task SeeAsync(long sessionId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Lets a session go on with another key after its person was changed.</summary>
    Task RefreshAsync(long sessionId, string securityStamp, ImmutableArray<byte> keyHash, CancellationToken cancellationToken);

    /// <summary>False where the person has no such session.</summary>
    Task<bool> EndAsync(long userId, long sessionId, CancellationToken cancellationToken, CommandTrail? trail = null);

    /// <summary>Deletes some that are over; how many.</summary>
    Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken);
}
