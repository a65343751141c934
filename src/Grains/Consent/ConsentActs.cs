using System.Collections.Immutable;
using System.Diagnostics;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Consent;

/// <summary>What comes of an act, and what it changes (null: nothing).</summary>
internal readonly record struct ConsentDecision(ConsentOutcome Outcome, ContactChangeSet? Changes = null) : IDecision;

/// <summary>The outcome of an act by a link, and what stands after it: null where the link names no consent.</summary>
public readonly record struct LinkAct(ConsentOutcome Outcome, LinkedConsent? Linked);

/// <summary>
/// What people say by the links that they were sent, and administrators in their stead. Each act is one transaction that checks the
/// versions it read, and is decided again where another one was faster.
/// </summary>
public sealed class ConsentActs(
    IContactStore contacts, ConsentLedger ledger, SuppressedSignUps suppressed, ConfirmationPolicy confirmations,
    OrganisationCatalogue organisations, MailSignal mails, TimeProvider time)
{
    public const string Person = "link"; // Who acts by a link is the person who has the mailbox.

    /// <summary>Done (also where it was confirmed by this very link before), Unknown or Expired.</summary>
    public Task<LinkAct> ConfirmAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (linked, note, token) =>
        {
            var isAlone = linked.Contact is null && IsOpen(linked.Consent, link, note.At);
            if (isAlone && await suppressed.TryConfirmAsync(linked.Consent, note.Act, token))
                linked = await FindAsync(link, note.At, token) ?? linked;
            return Confirm(link, linked, note);
        }, cancellationToken);

    /// <summary>Done (also where there is nothing to decline any more), Unknown, or Expired where the consent was confirmed.</summary>
    public Task<LinkAct> DeclineAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, (linked, note, _) => new(Decline(link, linked, note)), cancellationToken);

    /// <summary>Done (also where it was withdrawn before) or Unknown.</summary>
    public Task<LinkAct> UnsubscribeAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (linked, note, token) =>
        {
            if (ConsentRule.IsNo(linked.Consent.State)) return new(ConsentOutcome.Done);
            return linked.Contact is { } contact
                ? await SayAsync(Book(linked, note), (contact, contact), new() { EmailSubscribed = false }, note, token)
                : new(ConsentOutcome.Done, Withdrawn(linked.Consent, note));
        }, cancellationToken);

    /// <summary>
    /// What the person chose for the contact of the link; <paramref name="choose"/> makes of the contact what it is to be. Done or Unknown.
    /// </summary>
    public Task<LinkAct> ChooseAsync(
        ConsentLink link, Func<ContactRow, ContactRow> choose, PreferenceChoice choice, ConsentEvidence evidence,
        CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (linked, note, token) =>
        {
            if (linked.Contact is not { } contact) return new(ConsentOutcome.Unknown);
            var said = new CheckedUpdate
            {
                EmailSubscribed = choice.Email == contact.EmailSubscribed ? null : choice.Email,
                SmsSubscribed = choice.Sms == contact.SmsSubscribed ? null : choice.Sms,
            };
            return await SayAsync(Book(linked, note), (contact, choose(contact)), said, note, token);
        }, cancellationToken);

    /// <summary>Done (also where nothing changes), Unknown, NoAddress, or NoteMissing where a "no" stands and nothing is noted.</summary>
    public Task<ConsentOutcome> SayAsync(int organisationId, ConsentOrder order, bool yes, CancellationToken cancellationToken) =>
        ByOrderAsync(organisationId, order, async (contact, book, note, token) =>
        {
            var isEmail = order.Channel == ConsentChannel.Email;
            if ((isEmail ? book.Email(contact.EmailKey) : book.Sms(contact.Phone)) is not { } consent) return new(ConsentOutcome.NoAddress);
            if (yes && ConsentRule.IsNo(consent.State) && order.Note is null) return new(ConsentOutcome.NoteMissing);
            var said = isEmail ? new CheckedUpdate { EmailSubscribed = yes } : new CheckedUpdate { SmsSubscribed = yes };
            return await SayAsync(book, (contact, contact), said, note, token);
        }, cancellationToken);

    /// <summary>Sends the mail of a pending consent once more. Done, Unknown, NoAddress, NotPending or Held.</summary>
    public Task<ConsentOutcome> ResendAsync(int organisationId, ConsentOrder order, CancellationToken cancellationToken) =>
        ByOrderAsync(organisationId, order, async (contact, book, note, token) =>
        {
            if (book.Email(contact.EmailKey) is not { } consent) return new(ConsentOutcome.NoAddress);
            if (consent.State != ConsentState.Pending) return new(ConsentOutcome.NotPending);
            return ConsentRule.MayMail(consent with { WithdrawnAt = null }, note.At)
                ? await AskAsync(contact, consent, note, token)
                : Held(contact, consent, note);
        }, cancellationToken);

    /// <summary>The person asks for another link in place of one that is over. Done, Unknown, Expired or Held.</summary>
    public Task<LinkAct> SendAgainAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (linked, note, token) =>
        {
            if (linked is not { Contact: { } contact, Consent: { State: ConsentState.Pending or ConsentState.None } consent })
                return new(ConsentOutcome.Expired);
            return ConsentRule.MayMail(consent, note.At) && await confirmations.MayMailAsync(link.OrganisationId, evidence.Ip)
                ? await AskAsync(contact, consent, note, token)
                : Held(contact, consent, note);
        }, cancellationToken);

    private static ConsentDecision Confirm(ConsentLink link, LinkedConsent linked, ChangeNote note)
    {
        var consent = linked.Consent;
        if (consent.State == ConsentState.Confirmed && consent.Sequence == link.Sequence) return new(ConsentOutcome.Done);
        if (!IsOpen(consent, link, note.At) || linked.Contact is not { } contact) return new(ConsentOutcome.Expired);
        return new(ConsentOutcome.Done, Confirmed(contact, consent, note));
    }

    private static ConsentDecision Decline(ConsentLink link, LinkedConsent linked, ChangeNote note)
    {
        if (ConsentRule.IsYes(linked.Consent.State)) return new(ConsentOutcome.Expired);
        if (!IsOpen(linked.Consent, link, note.At)) return new(ConsentOutcome.Done);
        return new(ConsentOutcome.Done, Alone(ConsentRule.Drop(linked.Consent), linked.Contact, EventKinds.ConsentDeclined, note));
    }

    private static bool IsOpen(ConsentRow consent, ConsentLink link, DateTimeOffset at) =>
        consent.State == ConsentState.Pending && consent.Sequence == link.Sequence && !(link.ExpiresAt <= at);

    private static ContactChangeSet Confirmed(ContactRow contact, ConsentRow consent, ChangeNote note)
    {
        var after = HeldValues.Apply(consent, contact, note.Act) with
        {
            EmailSubscribed = true, Version = contact.Version, UpdatedAt = note.At,
        };
        var entry = ContactEvents.OfKind(EventKinds.ConsentConfirmed, contact, after, note with { Source = consent.Source });
        return Decision.Set(contact.OrganisationId, [after], [entry], note.At) with
        {
            Consents = [ConsentRule.Confirm(consent, note.Act)],
            Tallies = SignUpTally.OfAct(consent, note.At, new() { Confirmed = 1 }),
        };
    }

    /// <summary>The consent of an address that no contact has any more.</summary>
    private static ContactChangeSet Withdrawn(ConsentRow consent, ChangeNote note) =>
        Alone(ConsentRule.Withdraw(consent, note.Act), null, EventKinds.ConsentWithdrawn, note) with
        {
            Tallies = SignUpTally.OfAct(consent, note.At, new() { Withdrawn = 1 }),
        };

    /// <summary>A consent changes, and nothing of its contact, if there is one, but the history.</summary>
    private static ContactChangeSet Alone(ConsentRow consent, ContactRow? contact, string kind, ChangeNote note)
    {
        ImmutableArray<ContactEvent> events = contact is null ? [] : [ContactEvents.OfConsent(kind, contact.Id, note)];
        return Decision.Set(consent.OrganisationId, [], events, note.At) with { Consents = [consent] };
    }

    /// <summary>No mail is sent, which is recorded once after each mail that was.</summary>
    private static ConsentDecision Held(ContactRow contact, ConsentRow consent, ChangeNote note) => new(
        ConsentOutcome.Held,
        consent.IsHoldNoted ? null : Alone(consent with { IsHoldNoted = true }, contact, EventKinds.ConfirmationHeld, note));

    private async ValueTask<ConsentDecision> AskAsync(
        ContactRow contact, ConsentRow consent, ChangeNote note, CancellationToken cancellationToken)
    {
        var settings = (await organisations.SettingsAsync(contact.OrganisationId, cancellationToken)).Consent;
        var asked = ConsentRule.Ask(consent, note.Act with { Source = consent.Source }, settings.Ttl, isMailed: true, consent.Held);
        return new(ConsentOutcome.Done, Alone(asked, contact, EventKinds.ConsentRequested, note) with
        {
            Mails =
            [
                ConfirmationMailData.Queue(asked, contact.Email!, settings.Language, note.At) with { TraceParent = Activity.Current?.Id },
            ],
        });
    }

    private async ValueTask<ConsentDecision> SayAsync(
        ConsentBook book, (ContactRow Before, ContactRow After) contact, CheckedUpdate said, ChangeNote note,
        CancellationToken cancellationToken) =>
        new(ConsentOutcome.Done, (await ledger.UpdateAsync(book, contact, said, note, cancellationToken)).Changes);

    private static ConsentBook Book(LinkedConsent linked, ChangeNote note)
    {
        ConsentRow[] stored = linked.Number is { } number ? [linked.Consent, number] : [linked.Consent];
        var book = new ConsentBook(linked.Consent.OrganisationId, stored, note.At);
        ContactConsents.AssumeGiven(book, linked.Contact!);
        return book;
    }

    /// <summary>An act of the person who has the mailbox; Unknown where the link names no consent.</summary>
    private async Task<LinkAct> ByLinkAsync(
        ConsentLink link, ConsentEvidence evidence, Func<LinkedConsent, ChangeNote, CancellationToken, ValueTask<ConsentDecision>> decide,
        CancellationToken cancellationToken)
    {
        LinkedConsent? linked = null;
        var decision = await RunAsync(async token =>
        {
            var note = new ChangeNote(Person, time.GetUtcNow(), Evidence: evidence.Write());
            linked = await FindAsync(link, note.At, token);
            return linked is null ? new(ConsentOutcome.Unknown) : await decide(linked, note, token);
        }, cancellationToken);
        return new(decision.Outcome, decision.Changes is { } changes ? linked?.After(changes) : linked);
    }

    private async Task<LinkedConsent?> FindAsync(ConsentLink link, DateTimeOffset at, CancellationToken cancellationToken) =>
        await contacts.FindLinkedAsync(link.OrganisationId, link.ConsentId, cancellationToken) is { } linked
            ? linked with { Consent = ConsentRule.At(linked.Consent, at) }
            : null;

    /// <summary>An act in the name of a contact, with its consents; Unknown where there is no such contact.</summary>
    private async Task<ConsentOutcome> ByOrderAsync(
        int organisationId, ConsentOrder order,
        Func<ContactRow, ConsentBook, ChangeNote, CancellationToken, ValueTask<ConsentDecision>> decide,
        CancellationToken cancellationToken)
    {
        var decision = await RunAsync(async token =>
        {
            var note = new ChangeNote(order.Actor, time.GetUtcNow(), order.Note, order.Source, order.Evidence?.Write());
            if (await contacts.FindAsync(organisationId, order.ContactId, token) is not { } contact) return new(ConsentOutcome.Unknown);
            var decision = await decide(contact, await ledger.OpenAsync(note.At, [contact], token), note, token);
            return decision.Changes is { } changes
                ? decision with { Changes = changes with { Trail = order.Trail?.Doing(ContactActs.Of(changes, contact)) } }
                : decision;
        }, cancellationToken);
        return decision.Outcome;
    }

    /// <summary>The decision that holds: nothing is to be written, or it was.</summary>
    private async Task<ConsentDecision> RunAsync(
        Func<CancellationToken, Task<ConsentDecision>> decide, CancellationToken cancellationToken)
    {
        var decision = await OptimisticChange.ApplyAsync(contacts, decide, cancellationToken);
        if (decision.Changes is { Mails.IsEmpty: false }) mails.Raise();
        return decision;
    }
}
