using System.Collections.Immutable;

namespace Contacts.Core.Idempotency;

/// <summary>A run that claims a record until <see cref="Until"/>; an older run must have renewed its claim to keep it.</summary>
public readonly record struct IdempotencyClaim(string Record, long Owner, DateTimeOffset At, DateTimeOffset Until);

/// <summary>
/// A record as it is stored: <see cref="Status"/> and <see cref="Answer"/> where there is an answer; <see cref="Owner"/> of the run that
/// holds it where there is none; <see cref="Effect"/> where a run has committed one, and then <see cref="Answer"/> is its note until there
/// is an answer.
/// </summary>
public sealed record IdempotencyRecord
{
    public required ImmutableArray<byte> BodyHash { get; init; }
    public required long Owner { get; init; }
    public long? Effect { get; init; }
    public int? Status { get; init; }
    public ImmutableArray<byte> Answer { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Idempotent requests and their answers. Throws StoreUnavailableException while the store is unavailable.</summary>
public interface IIdempotencyStore
{
    /// <summary>
    /// Makes the record the claimer's where there is none or its run's claim has run out, and returns it as it then is: whoever is its
    /// owner runs.
    /// </summary>
    Task<IdempotencyRecord> ClaimAsync(
        int organisationId, IdempotencyClaim claim, IdempotentRequest request, CancellationToken cancellationToken);

    /// <summary>Keeps a claim until another time; false if it is no longer the owner's.</summary>
    Task<bool> RenewAsync(int organisationId, IdempotencyClaim claim, CancellationToken cancellationToken);

    /// <summary>Stores an answer; false if the claim is no longer the owner's.</summary>
    Task<bool> CompleteAsync(
        int organisationId, IdempotencyStamp stamp, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken);

    /// <summary>Gives a claim up; a record without effect is gone then.</summary>
    Task AbandonAsync(int organisationId, IdempotencyStamp stamp, CancellationToken cancellationToken);

    /// <summary>Deletes records of all organisations made before a time, at most so many; returns how many.</summary>
    Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken);
}
