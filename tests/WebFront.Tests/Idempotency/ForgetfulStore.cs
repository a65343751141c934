using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Idempotency;

namespace Contacts.WebFront.Tests.Idempotency;

/// <summary>What a process leaves behind that dies after an effect was committed and before its answer is stored.</summary>
internal sealed class ForgetfulStore(IIdempotencyStore store) : IIdempotencyStore
{
    /// <summary>While it is set, no run ends: its answer is lost, its claim stays.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>How much later claims are made than they seem to be.</summary>
    public TimeSpan Later { get; set; }

    public Task<IdempotencyRecord> ClaimAsync(
        int organisationId, IdempotencyClaim claim, IdempotentRequest request, CancellationToken cancellationToken) =>
        store.ClaimAsync(organisationId, claim with { At = claim.At + Later, Until = claim.Until + Later }, request, cancellationToken);

    public Task<bool> RenewAsync(int organisationId, IdempotencyClaim claim, CancellationToken cancellationToken) =>
        store.RenewAsync(organisationId, claim, cancellationToken);

    public Task<bool> CompleteAsync(
        int organisationId, IdempotencyStamp stamp, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken) =>
        LosesAnswers ? throw new StoreUnavailableException() : store.CompleteAsync(organisationId, stamp, status, answer, cancellationToken);

    public Task AbandonAsync(int organisationId, IdempotencyStamp stamp, CancellationToken cancellationToken) =>
        LosesAnswers ? throw new StoreUnavailableException() : store.AbandonAsync(organisationId, stamp, cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        store.SweepAsync(before, atMost, cancellationToken);
}
