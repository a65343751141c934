using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Erases what is kept of a person beside its contacts, in the transaction that has emptied these.</summary>
internal sealed class Erasing(GatheredPerson gathered, SearchedRecords searched, EraseRequest request)
{
    private static readonly Statement _beginRedaction = new("Retention/begin_redaction.sql");
    private static readonly Statement _endRedaction = new("Retention/end_redaction.sql");
    private static readonly Statement _closeRequests = new("Erasure/close_requests.sql");

    private readonly int _organisation = gathered.OrganisationId;
    private readonly ErasedPerson _person = gathered.Person;

    /// <summary>The contacts without their values.</summary>
    public ContactChangeSet Emptied { get; } = new()
    {
        OrganisationId = gathered.OrganisationId, Contacts = [.. gathered.Rows.Select(row => row.Removed())], At = request.At,
    };

    /// <summary>Done or ImportRunning. Null where an address or number has become another contact's meanwhile: gather again.</summary>
    public async ValueTask<EraseResult?> RunAsync(IStoreSession session)
    {
        var keys = ErasedConsents.KeysOf(_person);
        var consents = await ErasedConsents.LockAsync(session, _organisation, keys);
        if (!await PersonReader.IsSharingSameAsync(session, gathered)) return null;
        if (await ErasedImports.IsRunningAsync(session, gathered)) return EraseResult.Of(EraseOutcome.ImportRunning);

        await session.RunAsync(_beginRedaction, _organisation);
        var counts = await ErasedHistories.EraseAsync(session, gathered);
        await ErasedTraces.RemoveIpsAsync(session, gathered);
        await session.RunAsync(_endRedaction, _organisation);
        await ErasedTraces.RemoveCollisionsAsync(session, gathered);
        var tickets = await ErasedTickets.FindAsync(session, gathered, searched.LooseTickets);
        var mails = await ErasedMails.EraseAsync(session, gathered, tickets, request.Tickets);
        counts = counts with
        {
            Contacts = _person.ContactIds.Length, Mails = mails.Length,
            Consents = await ErasedConsents.RemoveAsync(session, _organisation, consents),
            Tickets = await ErasedTickets.EraseAsync(session, _organisation, tickets, request.Tickets),
            Imports = await searched.Imports.EraseAsync(session, gathered),
            Answers = await ErasedAnswers.EraseAsync(session, gathered, tickets),
        };
        await session.RunEachAsync(_closeRequests, _person.ContactIds.Select(id => (SqlValue[])[_organisation, id, request.At]));
        var others = await PersonReader.OtherKeysAsync(session, gathered);
        keys = [.. keys, .. others.Select(address => new ConsentKey(ConsentChannel.Email, address))];
        if (request.Suppress) await Suppressions.AddAsync(session, _organisation, keys, request.At);
        return await RecordAsync(session, keys, counts, mails);
    }

    private async ValueTask<EraseResult> RecordAsync(
        IStoreSession session, ImmutableArray<ConsentKey> keys, ErasureCounts counts, ImmutableArray<string> mails)
    {
        var secret = await Suppressions.SecretAsync(session);
        var row = new ErasureRow
        {
            OrganisationId = _organisation, Number = 0, EraseId = ExternalId.New(), At = request.At, ContactIds = _person.ExternalIds,
            Reason = request.Reason, Actor = request.Actor, Suppress = request.Suppress, Tickets = request.Tickets, Counts = counts,
            Hashes = [.. keys.Select(key => Convert.ToHexStringLower(SuppressionHash.Of(secret, _organisation, key)))], MailIds = mails,
        };
        var number = await ErasureRows.AddAsync(session, row);
        await session.LeaveAsync(_organisation, request.Trail, number);
        return new() { Outcome = EraseOutcome.Done, EraseId = row.EraseId, Counts = counts };
    }
}
