using System.Collections.Frozen;
using Contacts.Core.Retention;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Walks through the records of an organisation in the order in which they were recorded and empties those that are old enough. How far it
/// came is stored with each batch, in its transaction.
/// </summary>
internal sealed class RetentionStore(IStoreDatabase database) : IRetentionStore
{
    private static readonly Statement _hold = new("Retention/hold.sql");
    private static readonly Statement _finish = new("Retention/finish.sql");
    private static readonly Statement _position = new("Retention/position.sql");
    private static readonly Statement _advance = new("Retention/advance.sql");
    private static readonly Statement _beginRedaction = new("Retention/begin_redaction.sql");
    private static readonly Statement _endRedaction = new("Retention/end_redaction.sql");

    private static readonly Statement _nextTickets = new("Retention/next_tickets.sql");
    private static readonly Statement _nextEvents = new("Retention/next_events.sql");

    private static readonly FrozenDictionary<RetainedData, Walk> _walks = new Dictionary<RetainedData, Walk>
    {
        [RetainedData.TicketTexts] = new(
            _nextTickets, new Statement("Retention/redact_tickets.sql"), new Statement("Retention/drop_mails.sql")),
        [RetainedData.TicketAddresses] = new(_nextTickets, new Statement("Retention/remove_ticket_ips.sql")),
        [RetainedData.ConsentAddresses] =
            new(new("Retention/next_consents.sql"), new Statement("Retention/remove_consent_ips.sql")) { BeginsAnew = true },
        [RetainedData.HistoryAddresses] = new(_nextEvents, new Statement("Retention/remove_event_ips.sql")),
        [RetainedData.MergeAddresses] = new(new Statement("Retention/next_merges.sql"), new Statement("Retention/remove_merge_ips.sql")),
        [RetainedData.AuditAddresses] = new(new Statement("Retention/next_audit.sql"), new Statement("Retention/remove_audit_ips.sql")),
        [RetainedData.Histories] = new(_nextEvents, new Statement("Retention/redact_events.sql")),
    }.ToFrozenDictionary();

    public Task<bool> HoldAsync(RetentionHold hold, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.RunAsync(_hold, hold.Night, hold.Holder, hold.Now, hold.Until) == 1, cancellationToken);

    public Task FinishAsync(RetentionHold hold, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_finish, hold.Night, hold.Holder), cancellationToken);

    public Task<bool> RemoveAsync(
        int organisationId, RetainedData data, DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var (walk, task) = (_walks[data], data.ToString());
            var position = await session.FirstAsync(_position, row => row.Int64(0), organisationId, task);
            var next = await session.AllAsync(
                walk.Next, row => (Position: row.Int64(0), At: row.Time(1)), organisationId, position, atMost);
            var last = next.TakeWhile(record => record.At < before).Select(record => record.Position).LastOrDefault();
            var isOver = last == 0;
            if (isOver && !(walk.BeginsAnew && position != 0)) return false;
            if (!isOver) await RemoveAsync(session, walk, organisationId, (position, last), before);
            await session.RunAsync(_advance, organisationId, task, last);
            return !isOver;
        }, cancellationToken);

    private static async ValueTask RemoveAsync(
        IStoreSession session, Walk walk, int organisationId, (long After, long To) positions, DateTimeOffset before)
    {
        await session.RunAsync(_beginRedaction, organisationId);
        foreach (var change in walk.Changes) await session.RunAsync(change, organisationId, positions.After, positions.To, before);
        await session.RunAsync(_endRedaction, organisationId);
    }

    /// <summary>
    /// How records of a kind are read (their positions and times, in the order of the positions) and what is done to those of a range of
    /// positions.
    /// </summary>
    private sealed record Walk(Statement Next, params Statement[] Changes)
    {
        /// <summary>Whether records change after they were looked at: each night begins with the first one.</summary>
        public bool BeginsAnew { get; init; }
    }
}
