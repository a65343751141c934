using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Exports;
using Orleans;

namespace Contacts.Grains.Abstractions.Exports;

/// <summary>A part of an export's file, in order.</summary>
[GenerateSerializer, Immutable, Alias("exports.piece")]
public sealed record ExportPiece
{
    [Id(0)] public ImmutableArray<byte> Bytes { get; init; } = [];

    /// <summary>How many rows the file has; only in the last piece, which says that it is whole.</summary>
    [Id(1)] public long? Rows { get; init; }

    /// <summary>Nothing is exported, because too many exports are under way already; the only piece then.</summary>
    [Id(2)] public bool IsRefused { get; init; }
}

/// <summary>The exports of an organisation (key: organisation id).</summary>
[Alias("exports.contacts")]
public interface IContactExportGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The file, of one snapshot of the store. Its first piece comes once the audit has the export. Throws
    /// <see cref="StoreUnavailableException"/> where the store is unavailable, also in the middle.
    /// </summary>
    IAsyncEnumerable<ExportPiece> ReadAsync(ExportRequest request, CancellationToken cancellationToken);
}
