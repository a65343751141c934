using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Erases what is kept of a person beside its contacts, in the transaction that has emptied these: everything is read in the round trip of
/// the contacts, and one more where there are tickets or answers that name nobody, and written in another one.
/// </summary>
internal sealed class Erasing(GatheredPerson gathered, SearchedRecords searched, EraseRequest request)
{
    private static readonly Statement _beginRedaction = new("Retention/begin_redaction.sql");
    private static readonly Statement _endRedaction = new("Retention/end_redaction.sql");
    private static readonly Statement _closeRequests = new("Erasure/close_requests.sql");

    private readonly int _organisation = gathered.OrganisationId;
    private readonly ErasedPerson _person = gathered.Person;
    private Found? _found; // By the transaction that runs: it may be run again.

    /// <summary>The contacts without their values.</summary>
    public ContactChangeSet Emptied { get; } = new()
    {
        OrganisationId = gathered.OrganisationId, Contacts = [.. gathered.Rows.Select(row => row.Removed())], At = request.At,
    };

    /// <summary>Finds what there is, after the contacts were emptied.</summary>
    public void Read(StatementBatch reads) => _found = new(reads, gathered, searched, request.Tickets);

    /// <summary>
    /// Erases what was found. Done or ImportRunning; null where an address, number or integrator's id has become another contact's
    /// meanwhile: gather again.
    /// </summary>
    public async ValueTask<EraseResult?> RunAsync(IStoreSession session)
    {
        var found = _found!;
        if (!found.Shared.IsSame()) return null;
        if (found.Imports.IsRunning) return EraseResult.Of(EraseOutcome.ImportRunning);
        if (found.HasMore) await session.RunAsync(found.ReadRest);
        var (row, number) = await session.RunAsync(writes => Write(writes, found));
        row = row with { Number = number.Single() };
        await session.StampAsync(_organisation, request.Trail?.Stamp, row.Number);
        return new() { Outcome = EraseOutcome.Done, EraseId = row.EraseId, Counts = row.Counts, Row = row };
    }

    private (ErasureRow Row, FoundRows<long> Number) Write(StatementBatch writes, Found found)
    {
        writes.Run(_beginRedaction, _organisation);
        var (events, merges) = found.Histories.Erase(writes);
        found.Traces.RemoveIps(writes);
        writes.Run(_endRedaction, _organisation);
        found.Traces.RemoveCollisions(writes);
        found.Mails.Erase(writes);
        found.Tickets.Erase(writes);
        writes.RunEach(_closeRequests, _person.ContactIds.Select(id => (SqlValue[])[_organisation, id, request.At]));
        var row = RowOf(found, new()
        {
            Contacts = _person.ContactIds.Length, Events = events, Merges = merges, Consents = found.Consents.Erase(writes),
            Tickets = found.Tickets.Numbers.Length, Mails = found.Mails.Ids.Length, Imports = found.Imports.Erase(writes),
            Answers = found.Answers.Erase(writes),
        });
        if (request.Suppress) Suppressions.Add(writes, _organisation, row.Hashes, request.At);
        Trails.AddAudit(writes, _organisation, request.Trail);
        return (row, ErasureRows.Add(writes, row));
    }

    private ErasureRow RowOf(Found found, ErasureCounts counts)
    {
        var secret = found.Secret.Single();
        ConsentKey[] keys =
            [.. found.Consents.Keys, .. found.OtherKeys.Own.Select(address => new ConsentKey(ConsentChannel.Email, address))];
        return new()
        {
            OrganisationId = _organisation, Number = 0, EraseId = ExternalId.New(), At = request.At, ContactIds = _person.ExternalIds,
            Reason = request.Reason, Actor = request.Actor, Suppress = request.Suppress, Tickets = request.Tickets, Counts = counts,
            Hashes = [.. keys.Select(key => Convert.ToHexStringLower(SuppressionHash.Of(secret, _organisation, key)))],
            MailIds = found.Mails.Ids,
        };
    }

    /// <summary>What there is of a person. Consents come first: nobody else writes them then.</summary>
    private sealed class Found(StatementBatch reads, GatheredPerson gathered, SearchedRecords searched, TicketErasure choice)
    {
        public ErasedConsents Consents { get; } = new(reads, gathered);
        public SharedAddresses Shared { get; } = new(reads, gathered.OrganisationId, gathered.Person);
        public OtherEmailKeys OtherKeys { get; } = new(reads, gathered);
        public FoundRows<byte[]> Secret { get; } = Suppressions.Secret(reads);
        public ErasedHistories Histories { get; } = new(reads, gathered);
        public ErasedTraces Traces { get; } = new(reads, gathered);
        public ErasedTickets Tickets { get; } = new(reads, gathered, searched.LooseTickets, choice);
        public ErasedMails Mails { get; } = new(reads, gathered, choice);
        public ErasedImports Imports { get; } = new(reads, gathered, searched.Imports);
        public ErasedAnswers Answers { get; } = new(reads, gathered);

        /// <summary>Whether there are tickets, or answers that do not say whom they are about.</summary>
        public bool HasMore => !Tickets.Numbers.IsEmpty || Answers.AnyWithoutEffect;

        /// <summary>How many tickets there are.</summary>
        public int ReadRest(StatementBatch more)
        {
            var tickets = Tickets.Numbers;
            Tickets.ReadMessages(more);
            Mails.ReadOfTickets(more, tickets);
            Answers.ReadRest(more, tickets);
            return tickets.Length;
        }
    }
}
