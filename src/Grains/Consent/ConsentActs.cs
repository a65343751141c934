using System.Collections.Immutable;
using System.Diagnostics;
using Contacts.Core;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Consent;

/// <summary>What comes of an act, and what it changes (null: nothing).</summary>
internal readonly record struct ConsentDecision(ConsentOutcome Outcome, ContactChangeSet? Changes = null);

/// <summary>
/// What people say by the links that they were sent, and administrators in their stead. Each act is one transaction that checks the
/// versions it read, and is decided again where another one was faster.
/// </summary>
public sealed class ConsentActs(
    IContactStore contacts, IConsentStore consents, ConsentLedger ledger, OrganisationCatalogue organisations, MailSignal mails,
    TimeProvider time)
{
    private const string Person = "link"; // Who acts by a link is the person who has the mailbox.
    private const int MostAttempts = 100;

    /// <summary>Done (also where it was confirmed by this very link before), Unknown or Expired.</summary>
    public Task<ConsentOutcome> ConfirmAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (consent, note, token) =>
        {
            if (consent.State == ConsentState.Confirmed && consent.Sequence == link.Sequence) return new(ConsentOutcome.Done);
            if (!IsOpen(consent, link, note.At)) return new(ConsentOutcome.Expired);
            var contact = await contacts.FindByEmailAsync(link.OrganisationId, consent.Address, token);
            return contact is null ? new(ConsentOutcome.Expired) : new(ConsentOutcome.Done, Confirmed(contact, consent, note));
        }, cancellationToken);

    /// <summary>Done (also where there is nothing to decline any more), Unknown, or Expired where the consent was confirmed.</summary>
    public Task<ConsentOutcome> DeclineAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (consent, note, token) =>
        {
            if (ConsentRule.IsYes(consent.State)) return new(ConsentOutcome.Expired);
            if (!IsOpen(consent, link, note.At)) return new(ConsentOutcome.Done);
            var contact = await contacts.FindByEmailAsync(link.OrganisationId, consent.Address, token);
            return new(ConsentOutcome.Done, Alone(ConsentRule.Drop(consent), contact, EventKinds.ConsentDeclined, note));
        }, cancellationToken);

    /// <summary>Done (also where it was withdrawn before) or Unknown.</summary>
    public Task<ConsentOutcome> UnsubscribeAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (consent, note, token) =>
        {
            if (ConsentRule.IsNo(consent.State)) return new(ConsentOutcome.Done);
            var contact = await contacts.FindByEmailAsync(link.OrganisationId, consent.Address, token);
            return contact is null
                ? new(ConsentOutcome.Done, Withdrawn(consent, note))
                : await SayAsync(contact, contact, new() { EmailSubscribed = false }, note, token);
        }, cancellationToken);

    /// <summary>
    /// What the person chose for the contact of the link; <paramref name="choose"/> makes of the contact what it is to be. Done or Unknown.
    /// </summary>
    public Task<ConsentOutcome> ChooseAsync(
        ConsentLink link, Func<ContactRow, ContactRow> choose, PreferenceChoice choice, ConsentEvidence evidence,
        CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (consent, note, token) =>
        {
            if (await contacts.FindByEmailAsync(link.OrganisationId, consent.Address, token) is not { } contact)
                return new(ConsentOutcome.Unknown);
            var said = new CheckedUpdate
            {
                EmailSubscribed = choice.Email == contact.EmailSubscribed ? null : choice.Email,
                SmsSubscribed = choice.Sms == contact.SmsSubscribed ? null : choice.Sms,
            };
            return await SayAsync(contact, choose(contact), said, note, token);
        }, cancellationToken);

    /// <summary>Done (also where nothing changes), Unknown, NoAddress, or NoteMissing where a "no" stands and nothing is noted.</summary>
    public Task<ConsentOutcome> SayAsync(int organisationId, ConsentOrder order, bool yes, CancellationToken cancellationToken) =>
        ByOrderAsync(organisationId, order, async (contact, book, note, token) =>
        {
            var isEmail = order.Channel == ConsentChannel.Email;
            if ((isEmail ? book.Email(contact.EmailKey) : book.Sms(contact.Phone)) is not { } consent) return new(ConsentOutcome.NoAddress);
            if (yes && ConsentRule.IsNo(consent.State) && order.Note is null) return new(ConsentOutcome.NoteMissing);
            var said = isEmail ? new CheckedUpdate { EmailSubscribed = yes } : new CheckedUpdate { SmsSubscribed = yes };
            return await SayAsync(contact, contact, said, note, token);
        }, cancellationToken);

    /// <summary>Sends the mail of a pending consent once more. Done, Unknown, NoAddress, NotPending or Held.</summary>
    public Task<ConsentOutcome> ResendAsync(int organisationId, ConsentOrder order, CancellationToken cancellationToken) =>
        ByOrderAsync(organisationId, order, async (contact, book, note, token) =>
        {
            if (book.Email(contact.EmailKey) is not { } consent) return new(ConsentOutcome.NoAddress);
            if (consent.State != ConsentState.Pending) return new(ConsentOutcome.NotPending);
            if (!ConsentRule.MayMail(consent with { WithdrawnAt = null }, note.At)) return new(ConsentOutcome.Held);
            return await AskAsync(contact, consent, consent.Held, note, token);
        }, cancellationToken);

    /// <summary>The person asks for another link in place of one that is over. Done, Unknown, Expired or Held.</summary>
    public Task<ConsentOutcome> SendAgainAsync(ConsentLink link, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ByLinkAsync(link, evidence, async (consent, note, token) =>
        {
            if (consent.State is not (ConsentState.Pending or ConsentState.None)) return new(ConsentOutcome.Expired);
            if (await contacts.FindByEmailAsync(link.OrganisationId, consent.Address, token) is not { } contact)
                return new(ConsentOutcome.Expired);
            if (!ConsentRule.MayMail(consent, note.At)) return new(ConsentOutcome.Held);
            return await AskAsync(contact, consent, consent.Held, note, token);
        }, cancellationToken);

    /// <summary>Ends consents that were not confirmed in time; how many.</summary>
    public async Task<int> LapseAsync(int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lapsed = await consents.FindLapsedAsync(now, limit, cancellationToken);
        foreach (var consent in lapsed)
        {
            var changes = Decision.Set(consent.OrganisationId, [], [], now) with { Consents = [ConsentRule.Drop(consent)] };
            await contacts.ApplyAsync(changes, cancellationToken); // A conflict: somebody has just said something.
        }
        return lapsed.Length;
    }

    private static bool IsOpen(ConsentRow consent, ConsentLink link, DateTimeOffset at) =>
        consent.State == ConsentState.Pending && consent.Sequence == link.Sequence && !(link.ExpiresAt <= at);

    private static ContactChangeSet Confirmed(ContactRow contact, ConsentRow consent, ChangeNote note)
    {
        var after = HeldValues.Apply(consent.Held, contact, note.At) with
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

    private async Task<ConsentDecision> AskAsync(
        ContactRow contact, ConsentRow consent, string? held, ChangeNote note, CancellationToken cancellationToken)
    {
        var settings = (await organisations.SettingsAsync(contact.OrganisationId, cancellationToken)).Consent;
        var asked = ConsentRule.Ask(consent, note.Act with { Source = consent.Source }, settings.Ttl, isMailed: true, held);
        return new(ConsentOutcome.Done, Alone(asked, contact, EventKinds.ConsentRequested, note) with
        {
            Mails =
            [
                ConfirmationMailData.Queue(asked, contact.Email!, settings.Language, note.At) with { TraceParent = Activity.Current?.Id },
            ],
        });
    }

    private async Task<ConsentDecision> SayAsync(
        ContactRow contact, ContactRow after, CheckedUpdate said, ChangeNote note, CancellationToken cancellationToken) =>
        new(ConsentOutcome.Done, (await ledger.UpdateAsync(contact, after, said, note, cancellationToken)).Changes);

    /// <summary>An act of the person who has the mailbox; Unknown where the link names no consent.</summary>
    private Task<ConsentOutcome> ByLinkAsync(
        ConsentLink link, ConsentEvidence evidence, Func<ConsentRow, ChangeNote, CancellationToken, Task<ConsentDecision>> decide,
        CancellationToken cancellationToken) =>
        RunAsync(async token =>
        {
            var note = new ChangeNote(Person, time.GetUtcNow(), Evidence: evidence.Write());
            return await consents.FindAsync(link.OrganisationId, link.ConsentId, token) is { } consent
                ? await decide(ConsentRule.At(consent, note.At), note, token)
                : new(ConsentOutcome.Unknown);
        }, cancellationToken);

    /// <summary>An act in the name of a contact, with its consents; Unknown where there is no such contact.</summary>
    private Task<ConsentOutcome> ByOrderAsync(
        int organisationId, ConsentOrder order,
        Func<ContactRow, ConsentBook, ChangeNote, CancellationToken, Task<ConsentDecision>> decide, CancellationToken cancellationToken) =>
        RunAsync(async token =>
        {
            var note = new ChangeNote(order.Actor, time.GetUtcNow(), order.Note, order.Source, order.Evidence?.Write());
            if (await contacts.FindAsync(organisationId, order.ContactId, token) is not { } contact) return new(ConsentOutcome.Unknown);
            var decision = await decide(contact, await ledger.OpenAsync(note.At, [contact], token), note, token);
            return decision.Changes is { } changes
                ? decision with { Changes = changes with { Trail = order.Trail?.Doing(ContactActs.Of(changes, contact)) } }
                : decision;
        }, cancellationToken);

    private async Task<ConsentOutcome> RunAsync(
        Func<CancellationToken, Task<ConsentDecision>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var decision = await decide(cancellationToken);
            if (decision.Changes is not { } changes) return decision.Outcome;
            if (await contacts.ApplyAsync(changes, cancellationToken) != ApplyOutcome.Applied) continue;
            if (!changes.Mails.IsEmpty) mails.Raise();
            return decision.Outcome;
        }
        throw new StoreUnavailableException("The consent kept changing while it was being written.");
    }
}
