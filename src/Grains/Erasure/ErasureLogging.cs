using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Core.Organisations;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Erasure;

/// <summary>
/// Writes erasures into the log of this process: its own ones at once, and after a while those that the process which has done them has not
/// logged. A row counts as logged once its line is on the disk, some seconds later: a crash of the machine before loses no line, it comes
/// again. After a crash, or where two processes log the same one, it has two lines.
/// </summary>
public sealed class ErasureLogging(
    IErasureStore erasures, IOrganisationStore organisations, ErasureLog log, TimeProvider time, ILogger<ErasureLogging> logger)
        : PeriodicWork(TimeSpan.FromSeconds(5), time, logger)
{
    private const int Batch = 100;

    /// <summary>How long the process that has done an erasure may take to log it.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<int, string> _slugs = []; // They never change.
    private ImmutableArray<ErasureRow> _own = [], _written = [];

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <summary>
    /// Writes an erasure of this process; one write serves all that wait for their turn. What fails is logged, and tried again later.
    /// </summary>
    public Task TryLogAsync(ErasureRow row)
    {
        ImmutableInterlocked.Update(ref _own, own => own.Add(row));
        return TryAsync(() => InTurnAsync(() => WriteOwnAsync(CancellationToken.None), CancellationToken.None));
    }

    /// <summary>Marks what was written in the store, and writes what others left.</summary>
    public override Task RunAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await WriteOwnAsync(cancellationToken);
            await SetLoggedAsync(_written, cancellationToken);
            _written = [];
            await RepeatAsync(Batch, atMost => WriteOthersAsync(atMost, cancellationToken));
        },
        cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await TryRunAsync(cancellationToken);
        }
        catch (OperationCanceledException) // What was not marked has a second line after the next start.
        {
        }
    }

    private async Task InTurnAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task WriteOwnAsync(CancellationToken cancellationToken)
    {
        var rows = _own;
        if (rows.IsEmpty) return;
        await AppendAsync(rows, cancellationToken);
        ImmutableInterlocked.Update(ref _own, own => own.RemoveRange(0, rows.Length));
        _written = _written.AddRange(rows);
    }

    private async Task<int> WriteOthersAsync(int atMost, CancellationToken cancellationToken)
    {
        var late = Now - _grace;
        var unlogged = await erasures.UnloggedAsync(atMost, cancellationToken);
        var rows = unlogged.RemoveAll(row => row.At >= _started && row.At >= late);
        if (rows.IsEmpty) return 0;
        await AppendAsync(rows, cancellationToken);
        await SetLoggedAsync(rows, cancellationToken);
        return rows.Length;
    }

    private async Task SetLoggedAsync(ImmutableArray<ErasureRow> rows, CancellationToken cancellationToken)
    {
        if (rows.IsEmpty) return;
        await log.FlushAsync();
        await erasures.SetLoggedAsync(rows, cancellationToken);
    }

    private async Task AppendAsync(ImmutableArray<ErasureRow> rows, CancellationToken cancellationToken)
    {
        foreach (var id in rows.Select(row => row.OrganisationId).Distinct().Where(id => !_slugs.ContainsKey(id)))
            _slugs[id] = (await organisations.FindAsync(id, cancellationToken))!.Organisation.Slug;
        await log.AppendAsync([.. rows.Select(row => ErasureLogEntry.Of(_slugs[row.OrganisationId], row))]);
    }
}
