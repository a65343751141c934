using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>
/// How many attempts of an account, and of a network, may fail within <paramref name="Window"/>; the last of them locks for as long again.
/// </summary>
public sealed record AttemptLimit(string Name, int OfAccount, int OfNetwork, TimeSpan Window)
{
    public static readonly AttemptLimit SignIn = new("sign-in", 5, 20, TimeSpan.FromMinutes(15));

    /// <summary>Mails to people who forgot their password.</summary>
    public static readonly AttemptLimit Reset = new("reset", 3, 20, TimeSpan.FromHours(1));
}

/// <summary>An attempt to be counted: of which account, from which network (null: unknown), and when. <see cref="Of"/> makes it.</summary>
[GenerateSerializer, Immutable, Alias("users.attempt")]
public sealed record SignInAttempt
{
    /// <summary>SHA-256 of the limit and the account's address, whether there is one or not.</summary>
    [Id(0)] public required ImmutableArray<byte> Account { get; init; }

    [Id(1)] public required ImmutableArray<byte> Network { get; init; }

    /// <summary>Whole milliseconds.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    public static SignInAttempt Of(AttemptLimit limit, string email, string? network, DateTimeOffset at) => new()
    {
        Account = Hash($"{limit.Name} account {email}"), Network = Hash($"{limit.Name} network {network}"),
        At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
    };

    private static ImmutableArray<byte> Hash(string text) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(text))];
}

/// <summary>Whether an attempt may be made.</summary>
public enum AttemptOutcome { Allowed, AccountLocked, NetworkLocked }

/// <summary>The attempts of one subject that failed or are under way, and until when it is locked.</summary>
public sealed record AttemptCount(ImmutableArray<DateTimeOffset> Times, DateTimeOffset? LockedUntil)
{
    public static readonly AttemptCount None = new([], null);

    public bool IsLockedAt(DateTimeOffset now) => LockedUntil > now;

    /// <summary>
    /// With one more attempt, which counts as failed until it is given back: attempts at one moment cannot be more than the limit.
    /// </summary>
    public AttemptCount With(DateTimeOffset at, int most, TimeSpan window)
    {
        ImmutableArray<DateTimeOffset> recent = [.. Times.Where(time => time > at - window), at];
        return new(recent, recent.Length >= most ? at + window : null);
    }

    /// <summary>Without one attempt that did not fail: if it was the one that locked, nothing is locked.</summary>
    public AttemptCount Without(DateTimeOffset at, int most)
    {
        var rest = Times.Remove(at);
        return new(rest, rest.Length >= most ? LockedUntil : null);
    }
}

/// <summary>
/// Counts attempts, exactly over all processes. Every method throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface IAttemptStore
{
    /// <summary>
    /// Counts an attempt before it is made. One of a locked account counts for its network; one of a locked network counts for nothing.
    /// </summary>
    Task<AttemptOutcome> TakeAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Gives back an attempt that did not fail.</summary>
    Task ReturnAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Gives back an attempt that ended well, and forgets the account's failures.</summary>
    Task ForgiveAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Deletes some counts that are over; how many.</summary>
    Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken);
}
