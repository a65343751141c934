using Contacts.Grains.Batching;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Stores this process's tickets in batches, one batch at a time so that numbers follow the order of arrival, and counts what there is of
/// a sender and a text, in batches too. Throws StoreUnavailableException while the store is away or too much waits.
/// </summary>
public sealed class TicketWriter(ITicketStore store) : IAsyncDisposable
{
    private readonly BatchQueue<TicketWrite, long> _tickets = new(store.WriteAsync, inFlight: 1);
    private readonly BatchQueue<SubmissionProbe, SubmissionCounts> _probes = new(store.CountAsync, inFlight: 1);

    /// <summary>Stores a ticket and returns its number, once it is committed.</summary>
    public Task<long> WriteAsync(TicketWrite ticket) => _tickets.AddAsync(ticket);

    public Task<SubmissionCounts> CountAsync(SubmissionProbe probe) => _probes.AddAsync(probe);

    public async ValueTask DisposeAsync()
    {
        await _probes.DisposeAsync();
        await _tickets.DisposeAsync();
    }
}
