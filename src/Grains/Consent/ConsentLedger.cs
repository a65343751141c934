using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Email;

namespace Contacts.Grains.Consent;

/// <summary>Reads the consents that a change of contacts is about, and writes down what follows from them for other contacts.</summary>
public sealed class ConsentLedger(IConsentStore consents, IContactStore contacts)
{
    /// <summary>The consents of the addresses and numbers of contacts as they are stored, and as they are to become.</summary>
    public async Task<ConsentBook> OpenAsync(
        DateTimeOffset at, ContactRow[] stored, CancellationToken cancellationToken, params ContactRow[] rows)
    {
        var organisationId = stored[0].OrganisationId;
        var keys = ContactConsents.KeysOf([.. stored, .. rows]);
        var book = new ConsentBook(organisationId, await consents.FindAsync(organisationId, keys, cancellationToken), at);
        ContactConsents.AssumeGiven(book, stored);
        return book;
    }

    /// <summary>The contacts of a page with the consents of their addresses, which have these canonical forms.</summary>
    public async Task<ContactPage> WithStandingsAsync(
        int organisationId, ContactPage page, EmailCanonicalization mode, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var keys = page.Items.Select(contact => EmailIdentity.KeyOf(contact.Email, mode)).ToArray();
        var wanted = keys.OfType<string>().Select(key => new ConsentKey(ConsentChannel.Email, key)).ToArray();
        var book = new ConsentBook(organisationId, await consents.FindAsync(organisationId, wanted, cancellationToken), at);
        return page with
        {
            Items = [.. page.Items.Select((contact, i) => contact with { EmailConsent = Standing(book.Email(keys[i])) })],
        };
    }

    /// <summary>The consents of a contact's address and number.</summary>
    public async Task<(ConsentStanding Email, ConsentStanding Sms)> StandingsAsync(
        ContactRow contact, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var book = await OpenAsync(at, [contact], cancellationToken);
        return (Standing(book.Email(contact.EmailKey)), Standing(book.Sms(contact.Phone)));
    }

    private static ConsentStanding Standing(ConsentRow? consent) =>
        consent is null ? new() { State = ConsentState.None } : ConsentStanding.Of(consent);

    /// <summary>Changes one contact, and its consents as <see cref="ContactConsents.Update"/> says. Done where nothing changes.</summary>
    public async Task<Decision> UpdateAsync(
        ContactRow before, ContactRow after, CheckedUpdate? said, ChangeNote note, CancellationToken cancellationToken)
    {
        var book = await OpenAsync(note.At, [before], cancellationToken, after);
        return await UpdateAsync(book, (before, after), said, note, cancellationToken);
    }

    /// <summary>As the other one, with the consents of the addresses and numbers that the contact has and is to have.</summary>
    public async Task<Decision> UpdateAsync(
        ConsentBook book, (ContactRow Before, ContactRow After) contact, CheckedUpdate? said, ChangeNote note,
        CancellationToken cancellationToken)
    {
        var (before, after) = contact;
        var settled = ContactConsents.Update(book, before, after, said, note.Act);
        if (ContactRules.IsSame(before, settled) && book.Changes.IsEmpty)
            return Decision.Refuse(ContactResult.Done(before.ToContact()) with { Change = ContactChange.Unchanged });
        var decision = Decision.Change(before, settled, note, ContactEvents.OfChange(before, settled, book, note));
        return await WithAsync(decision, book, note, cancellationToken);
    }

    /// <summary>
    /// The decision with the consents of the book: a number that is no longer to be written to is so for every contact that has it.
    /// </summary>
    public async Task<Decision> WithAsync(Decision decision, ConsentBook book, ChangeNote note, CancellationToken cancellationToken)
    {
        if (decision.Changes is not { } changes || book.Changes.IsEmpty) return decision;
        changes = changes with
        {
            Consents = book.Changes,
            Tallies = [.. book.Withdrawn.SelectMany(row => SignUpTally.OfAct(row, note.At, new() { Withdrawn = 1 }))],
        };
        foreach (var number in book.Changes.Where(row => row.Channel == ConsentChannel.Sms && !ConsentRule.IsYes(row.State)))
            changes = await WithoutSubscribersAsync(changes, number.Address, note, cancellationToken);
        return decision with { Changes = changes };
    }

    private async Task<ContactChangeSet> WithoutSubscribersAsync(
        ContactChangeSet changes, string phone, ChangeNote note, CancellationToken cancellationToken)
    {
        var ids = await consents.FindSubscribersAsync(changes.OrganisationId, phone, cancellationToken);
        foreach (var id in ids.Where(id => changes.Contacts.All(contact => contact.Id != id)))
        {
            if (await contacts.FindRowAsync(changes.OrganisationId, id, cancellationToken) is not { SmsSubscribed: true } other) continue;
            var without = other with { SmsSubscribed = false, UpdatedAt = note.At };
            changes = changes with
            {
                Contacts = changes.Contacts.Add(without), Events = changes.Events.AddRange(ContactEvents.OfChange(other, without, note)),
            };
        }
        return changes;
    }
}
