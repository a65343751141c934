using Contacts.Core.Limits;
using Contacts.Grains.Abstractions.Limits;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Limits;

/// <summary>
/// Takes blocks of permits from the store and leases them to fronts. Reentrant: what is asked for while a statement is under way goes into
/// the next one. Keeps nothing itself, so that nothing is lost with it.
/// </summary>
[Reentrant]
public sealed class RateLimitGrain(IRateLimitStore store) : Grain, IRateLimitGrain
{
    private List<PendingLease> _asked = [];
    private bool _taking;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var asked = new PendingLease(request);
        _asked.Add(asked);
        if (!_taking)
        {
            _taking = true;
            _ = TakeAsync(); // Its failures are the askers' failures.
        }
        return asked.Answer.Task;
    }

    public Task ReturnAsync(RateWindow window, int permits, CancellationToken cancellationToken) =>
        store.ReturnAsync(OrganisationId, [new WindowTake(window, permits, int.MaxValue)], cancellationToken);

    private async Task TakeAsync()
    {
        await Task.Yield(); // Calls that arrived together go together.
        while (_asked.Count > 0)
        {
            var round = _asked;
            _asked = [];
            try
            {
                await TakeAsync(round);
            }
            catch (Exception e)
            {
                foreach (var asked in round) asked.Answer.TrySetException(e);
            }
        }
        _taking = false;
    }

    private async Task TakeAsync(List<PendingLease> round)
    {
        var blocks = LeaseBlocks.Of(round.Select(asked => asked.Request));
        var grants = await store.TakeAsync(OrganisationId, blocks, CancellationToken.None);
        for (var i = 0; i < blocks.Length; i++)
        {
            var askers = round.Where(asked => asked.Request.Window == blocks[i].Window).ToArray();
            var shares = LeaseBlocks.Share(grants[i].Granted, [.. askers.Select(asked => asked.Request.Wanted)]);
            for (var j = 0; j < askers.Length; j++)
                askers[j].Answer.SetResult(new() { Granted = shares[j], Remaining = grants[i].Remaining });
        }
    }

    private sealed class PendingLease(LeaseRequest request)
    {
        public LeaseRequest Request => request;
        public TaskCompletionSource<Lease> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
