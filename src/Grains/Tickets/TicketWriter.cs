using Contacts.Core;
using Contacts.Core.Tickets;
using Contacts.Grains.Batching;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Stores this process's tickets in batches, one batch at a time so that numbers follow the order of arrival, and counts what there is of
/// a sender and a text, in batches too. Throws <see cref="StoreUnavailableException"/> while the store is unavailable or too much waits.
/// </summary>
public sealed class TicketWriter(ITicketStore store, BatchOptions options, TimeProvider time, ILogger<TicketWriter> logger)
    : IAsyncDisposable
{
    private static readonly BatchTelemetry _telemetry = new("contacts.ticket.write", "write tickets");

    private readonly BatchQueue<TicketWrite, long> _tickets = new(
        new() { Run = store.WriteAsync, Telemetry = _telemetry }, options, time, logger);

    private readonly BatchQueue<SubmissionProbe, SubmissionCounts> _probes = new(new() { Run = store.CountAsync }, new(), time, logger);

    /// <summary>Stores a ticket and returns its number, once it is committed.</summary>
    public Task<long> WriteAsync(TicketWrite ticket) => _tickets.AddAsync(ticket);

    public Task<SubmissionCounts> CountAsync(SubmissionProbe probe) => _probes.AddAsync(probe);

    public async ValueTask DisposeAsync()
    {
        await _probes.DisposeAsync();
        await _tickets.DisposeAsync();
    }
}
