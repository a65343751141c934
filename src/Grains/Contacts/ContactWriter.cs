using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Grains.Batching;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Commits what this process's grains want written of contacts, in batches. Throws <see cref="StoreUnavailableException"/> while the store is
/// away or too many writes wait.
/// </summary>
public sealed class ContactWriter(IContactStore store, BatchOptions options, TimeProvider time, ILogger<ContactWriter> logger) : IAsyncDisposable
{
    private static readonly BatchTelemetry _telemetry = new("contacts.write", "write contacts");

    private readonly BatchQueue<ContactWrite, ContactWriteResult> _rows = new(
        new()
        {
            Run = async (rows, cancellationToken) => await store.WriteAsync(rows, cancellationToken),
            MaxConcurrentBatches = store.MaxBatchesInFlight,
            KeyOf = row => row.EmailKey is { } key ? (row.OrganisationId, key) : null,
            IsLost = result => result.Outcome == ContactWriteOutcome.Lost,
            Telemetry = _telemetry,
        },
        options, time, logger);

    /// <summary>Writes one row. The result is never <see cref="ContactWriteOutcome.Lost"/>: a lost race is written again.</summary>
    public Task<ContactWriteResult> WriteAsync(ContactWrite row) => _rows.AddAsync(row);

    /// <summary>
    /// Counts rows that somebody else commits among those that wait, until they are released. False where more than half of what may wait
    /// does so already: who can wait leaves the rest to those who cannot.
    /// </summary>
    public bool TryReserve(int rows) => _rows.TryReserve(rows);

    /// <summary>Ends what <see cref="TryReserve"/> began.</summary>
    public void Release(int rows) => _rows.Release(rows);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
