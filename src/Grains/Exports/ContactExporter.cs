using System.Runtime.CompilerServices;
using Contacts.Core.Audit;
using Contacts.Core.Exports;
using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Exports;

namespace Contacts.Grains.Exports;

/// <summary>
/// Makes the files of exports. The store is read into a spool at its own pace, so that its snapshot is held for seconds, however slowly the
/// file is fetched. Thread-safe.
/// </summary>
public sealed class ContactExporter(
    IContactExportStore store, IAuditStore audit, IOrganisationStore organisations, TimeProvider time) : IDisposable
{
    /// <summary>Exports that this process makes at once: each holds a connection to the store while it reads.</summary>
    public const int MaxAtOnce = 4;

    private const int RowsBetweenPieces = 256;

    private readonly SemaphoreSlim _places = new(MaxAtOnce);

    /// <summary>The pieces of an export; one that says so where there are too many already.</summary>
    public async IAsyncEnumerable<ExportPiece> ReadAsync(
        int organisationId, ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_places.Wait(0, CancellationToken.None))
        {
            yield return new() { IsRefused = true };
            yield break;
        }
        try
        {
            var now = time.GetUtcNow();
            await NoteAsync(organisationId, request, now, cancellationToken);
            var stored = request with { Contacts = request.Contacts.AsStored(now) };
            await foreach (var piece in SpoolAsync(organisationId, stored, cancellationToken))
                yield return piece;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private async IAsyncEnumerable<ExportPiece> SpoolAsync(
        int organisationId, ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var spool = new ExportSpool();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // On a thread of the pool: grains that share this silo's scheduler go on meanwhile.
        var writing = Task.Run(() => WriteAsync(organisationId, request, spool, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var bytes in spool.ReadAsync(cancellationToken)) yield return new() { Bytes = bytes };
            yield return new() { Rows = await writing };
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>How many rows it has. The reader gets what goes wrong.</summary>
    private async Task<long> WriteAsync(int organisationId, ExportRequest request, ExportSpool spool, CancellationToken cancellationToken)
    {
        try
        {
            using var writer = ExportWriter.Create(request, spool.Writer);
            await store.ReadAsync(organisationId, request.Contacts, row =>
            {
                writer.Write(row);
                if (writer.Rows % RowsBetweenPieces == 0) Publish(writer, spool);
            }, cancellationToken);
            writer.End();
            Publish(writer, spool);
            spool.Complete();
            return writer.Rows;
        }
        catch (Exception failure)
        {
            spool.Complete(failure);
            throw;
        }
    }

    private static void Publish(ExportWriter writer, ExportSpool spool)
    {
        writer.Flush();
        spool.Publish();
    }

    private async Task NoteAsync(int organisationId, ExportRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (request.Trail is not { Actor: not null } trail) return;
        var organisation = await organisations.FindAsync(organisationId, cancellationToken);
        var act = new AuditedAct
        {
            At = at, Action = AuditActions.ExportDownloaded, TargetKind = AuditTargets.Organisation,
            TargetId = organisation?.Organisation.Slug ?? "", Summary = string.Join(", ", request.Fields),
        };
        await audit.AddAsync(organisationId, trail.Doing(act), cancellationToken);
    }
}
