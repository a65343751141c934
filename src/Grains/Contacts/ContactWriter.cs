using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Grains.Batching;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Commits the contact writes of this process's grains in batches. Throws <see cref="StoreUnavailableException"/> while the store is
/// away or too many writes wait.
/// </summary>
public sealed class ContactWriter(IContactStore store, BatchOptions options, TimeProvider time, ILogger<ContactWriter> logger)
    : IAsyncDisposable
{
    private static readonly BatchTelemetry _telemetry = new("contacts.write", "write contacts");

    private readonly BatchQueue<ContactWrite, ContactWriteResult> _rows = new(
        new()
        {
            Run = async (rows, cancellationToken) => await store.WriteAsync(rows, cancellationToken),
            MaxConcurrentBatches = store.MaxBatchesInFlight,
            MinConcurrentBatch = options.MaxBatch / 4,
            KeyOf = row => row.EmailKey is { } key ? (row.OrganisationId, key) : null,
            IsLost = result => result.Outcome == ContactWriteOutcome.Lost,
            Telemetry = _telemetry,
        },
        options, time, logger);

    /// <summary>Writes one row. The result is never <see cref="ContactWriteOutcome.Lost"/>: a lost race is written again.</summary>
    public Task<ContactWriteResult> WriteAsync(ContactWrite row) => _rows.AddAsync(row);

    /// <summary>
    /// Reserves room in the queue for rows that are committed elsewhere, until they are released. False if more than half of the room
    /// is taken already: background work leaves the rest to interactive requests.
    /// </summary>
    public bool TryReserve(int rows) => _rows.TryReserve(rows);

    /// <summary>Releases a reservation of <see cref="TryReserve"/>.</summary>
    public void Release(int rows) => _rows.Release(rows);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
