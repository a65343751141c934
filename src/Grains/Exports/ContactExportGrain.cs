using System.Runtime.CompilerServices;
using Contacts.Core.Exports;
using Contacts.Grains.Abstractions.Exports;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Exports;

/// <summary>Lets an organisation make a few exports at once.</summary>
[Reentrant]
public sealed class ContactExportGrain(ContactExporter exporter) : Grain, IContactExportGrain
{
    /// <summary>Exports of an organisation at once.</summary>
    public const int MaxAtOnce = 2;

    private int _underWay;

    public async IAsyncEnumerable<ExportPiece> ReadAsync(
        ExportRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_underWay >= MaxAtOnce)
        {
            yield return new() { IsRefused = true };
            yield break;
        }
        _underWay++;
        try
        {
            await foreach (var piece in exporter.ReadAsync((int)this.GetPrimaryKeyLong(), request, cancellationToken)) yield return piece;
        }
        finally
        {
            _underWay--;
        }
    }
}
