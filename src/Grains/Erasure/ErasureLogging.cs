using Contacts.Core.Erasure;
using Contacts.Core.Organisations;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Erasure;

/// <summary>
/// Writes erasures that no process has logged yet into the log of this one. A row counts as logged once its line is on the disk; two
/// processes may log the same one.
/// </summary>
public sealed class ErasureLogging(
    IErasureStore erasures, IOrganisationStore organisations, ErasureLog log, TimeProvider time, ILogger<ErasureLogging> logger)
        : PeriodicWork(TimeSpan.FromSeconds(5), time, logger)
{
    private const int Batch = 100;

    private readonly SemaphoreSlim _turn = new(1);

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RepeatAsync(Batch, atMost => LogAsync(atMost, cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> LogAsync(int atMost, CancellationToken cancellationToken)
    {
        var rows = await erasures.UnloggedAsync(atMost, cancellationToken);
        if (rows.IsEmpty) return 0;
        var slugs = new Dictionary<int, string>();
        foreach (var id in rows.Select(row => row.OrganisationId).Distinct())
            slugs[id] = (await organisations.FindAsync(id, cancellationToken))!.Organisation.Slug;
        await log.AppendAsync([.. rows.Select(row => ErasureLogEntry.Of(slugs[row.OrganisationId], row))]);
        foreach (var row in rows) await erasures.SetLoggedAsync(row.OrganisationId, row.Number, cancellationToken);
        return rows.Length;
    }
}
