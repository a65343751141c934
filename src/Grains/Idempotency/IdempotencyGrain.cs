using System.Collections.Immutable;
using System.Security.Cryptography;
using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Idempotency;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Contacts.Grains.Idempotency;

/// <summary>
/// One idempotent request. Reentrant, because requests wait here for the one that runs. The claim in the store decides who runs, over all
/// processes; it is short and kept alive, so that a run that died with its process is soon taken over.
/// </summary>
[Reentrant]
public sealed class IdempotencyGrain(IIdempotencyStore store, TimeProvider time) : Grain, IIdempotencyGrain
{
    private static readonly TimeSpan _claimed = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _renewal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestRun = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);

    private Run? _run;

    private int OrganisationId => GrainKeys.Split(this.GetPrimaryKeyString()).OrganisationId;
    private string Record => GrainKeys.Split(this.GetPrimaryKeyString()).Subject;

    public async Task<IdempotencyStart> StartAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var (owner, since) = (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), time.GetTimestamp());
        while (true)
        {
            var record = await store.ClaimAsync(OrganisationId, Claim(owner), request, CancellationToken.None);
            if (!record.BodyHash.AsSpan().SequenceEqual(request.BodyHash.AsSpan()))
                return AnswerAndLeave(new() { Decision = IdempotencyDecision.Conflict });
            if (record.Status is { } status)
                return AnswerAndLeave(new() { Decision = IdempotencyDecision.Replay, Status = status, Answer = record.Answer });
            if (record.Owner == owner) return Begin(owner, record);
            if (time.GetElapsedTime(since) > _timeout)
                throw new StoreUnavailableException("The first request with this Idempotency-Key has not ended yet.");
            await Task.WhenAny(
                _run?.Ended.Task ?? Task.Delay(_poll, time, cancellationToken), Task.Delay(_timeout, time, cancellationToken));
        }
    }

    public async Task CompleteAsync(long owner, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken)
    {
        try
        {
            await store.CompleteAsync(OrganisationId, Stamp(owner), status, answer, CancellationToken.None);
        }
        finally
        {
            End(owner);
        }
    }

    public async Task AbandonAsync(long owner, CancellationToken cancellationToken)
    {
        try
        {
            await store.AbandonAsync(OrganisationId, Stamp(owner), CancellationToken.None);
        }
        finally
        {
            End(owner);
        }
    }

    /// <summary>A grain in which nothing runs keeps nothing.</summary>
    private IdempotencyStart AnswerAndLeave(IdempotencyStart answer)
    {
        if (_run is null) DeactivateOnIdle();
        return answer;
    }

    private IdempotencyStart Begin(long owner, IdempotencyRecord record)
    {
        End(_run?.Owner ?? 0);
        var run = _run = new Run(owner, time.GetTimestamp());
        run.Renewal = this.RegisterGrainTimer(() => RenewAsync(run), _renewal, _renewal);
        return new() { Decision = IdempotencyDecision.Run, Owner = owner, Effect = record.Effect, Answer = record.Answer };
    }

    private async Task RenewAsync(Run run)
    {
        try
        {
            // A front that crashed in another process never ends its run.
            if (time.GetElapsedTime(run.Since) > _longestRun
                || !await store.RenewAsync(OrganisationId, Claim(run.Owner), CancellationToken.None))
                End(run.Owner);
        }
        catch (StoreUnavailableException)
        {
            // The next one may succeed in time.
        }
    }

    private void End(long owner)
    {
        if (_run is not { } run || run.Owner != owner) return;
        _run = null;
        run.Renewal?.Dispose();
        run.Ended.TrySetResult();
        DeactivateOnIdle(); // The record is in the store; keeping it here would only fill the memory.
    }

    private IdempotencyClaim Claim(long owner)
    {
        var now = time.GetUtcNow();
        return new(Record, owner, now, now + _claimed);
    }

    private IdempotencyStamp Stamp(long owner) => new() { Record = Record, Owner = owner };

    private sealed class Run(long owner, long since)
    {
        public long Owner => owner;
        public long Since => since;
        public IGrainTimer? Renewal { get; set; }
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
