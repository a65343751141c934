using System.Threading.RateLimiting;
using Contacts.Core;

namespace Contacts.Grains;

/// <summary>
/// Bounds the lists that this process reads at once: in all, so that look-ups of keys and questions after readiness find a free connection,
/// and for each organisation to half of that, so that one cannot hold up the others. Further lists wait for their turn, at most <see
/// cref="MaxWaiting"/> of an organisation and each for at most <see cref="Patience"/>; beyond that StoreUnavailableException is thrown.
/// Thread-safe.
/// </summary>
public sealed class ListReads : IAsyncDisposable
{
    /// <summary>Lists of one organisation that may wait.</summary>
    public const int MaxWaiting = 32;

    /// <summary>How long a list may wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<int> _turns;
    private readonly TimeProvider _time;

    /// <param name="atOnce">Lists that may be read at once, at least one.</param>
    public ListReads(int atOnce, TimeProvider time)
    {
        _time = time;
        _turns = PartitionedRateLimiter.CreateChained(
            Limiter(organisation => organisation, (atOnce + 1) / 2, MaxWaiting), Limiter(_ => 0, atOnce, int.MaxValue));
    }

    /// <summary>Reads a list of an organisation when its turn has come.</summary>
    public async Task<T> RunAsync<T>(int organisationId, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(organisationId, cancellationToken);
        return await read(cancellationToken);
    }

    public ValueTask DisposeAsync() => _turns.DisposeAsync();

    private async Task<RateLimitLease> TakeTurnAsync(int organisationId, CancellationToken cancellationToken)
    {
        var turn = _turns.AttemptAcquire(organisationId);
        if (turn.IsAcquired) return turn;
        using var timeout = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            turn = await _turns.AcquireAsync(organisationId, cancellationToken: either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooMany();
        }
        return turn.IsAcquired ? turn : throw TooMany();
    }

    private static StoreUnavailableException TooMany() => new("Too many lists are being read.");

    private static PartitionedRateLimiter<int> Limiter(Func<int, int> partition, int atOnce, int waiting) =>
        PartitionedRateLimiter.Create<int, int>(organisation => RateLimitPartition.GetConcurrencyLimiter(
            partition(organisation), _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting }));
}
