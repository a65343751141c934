using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Writes new contacts of imports with their memberships, consents and histories by COPY, which is all or nothing: where another
/// transaction has inserted one of them meanwhile it throws an error of a unique index.
/// </summary>
internal static class ContactCopy
{
    private const int OtherContactColumns = 14;
    private const int ConsentColumns = 17;
    private const int EventColumns = 10;

    private static readonly int _contactColumns = OtherContactColumns + ProfileField.All.Length + ProfileField.Searched.Length;
    private static readonly string _contacts = Sql.Load("Postgres/Contacts/copy_contacts.sql");
    private static readonly string _members = Sql.Load("Postgres/Contacts/copy_members.sql");
    private static readonly string _consents = Sql.Load("Postgres/Contacts/copy_consents.sql");
    private static readonly string _events = Sql.Load("Postgres/Contacts/copy_events.sql");

    /// <summary>Whether a row makes a contact, and nothing that others may have written comes with it.</summary>
    public static bool Takes(DecidedRow row) =>
        row.Effect is { Outcome: ContactWriteOutcome.Created, Mail: null, Tallies.IsEmpty: true } && row.Effect.Consents.All(IsNew);

    /// <summary>Writes the rows in their order, in which all processes lock.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<DecidedRow> rows, CancellationToken cancellationToken)
    {
        var contacts = new CopyRows(_contacts, _contactColumns);
        foreach (var row in rows) Add(contacts, row.Contact);
        var sending = contacts.SendAsync(connection, cancellationToken); // The database works on these while the others are laid out.
        var (members, consents, events) =
            (new CopyRows(_members, 3), new CopyRows(_consents, ConsentColumns), new CopyRows(_events, EventColumns));
        foreach (var row in rows)
        {
            foreach (var group in row.Contact.Groups) members.Row().Add(row.Contact.OrganisationId).Add(row.Contact.Id).Add(group.Id);
            foreach (var consent in row.Effect.Consents) Add(consents, consent);
            foreach (var entry in row.Effect.Events) Add(events, row.Contact, entry);
        }
        await sending;
        await members.SendAsync(connection, cancellationToken);
        await consents.SendAsync(connection, cancellationToken);
        await events.SendAsync(connection, cancellationToken);
    }

    /// <summary>A "no" to a number ends subscriptions of other contacts, too.</summary>
    private static bool IsNew(ConsentRow consent) =>
        consent.Version == 0 && !(consent.Channel == ConsentChannel.Sms && ConsentRule.IsNo(consent.State));

    private static void Add(CopyRows contacts, ContactRow contact)
    {
        contacts.Row().Add(contact.OrganisationId).Add(contact.Id).Add(contact.ExternalId).Add(contact.Email).Add(contact.EmailKey)
            .Add(ContactBatchCommands.FoldedEmail(contact.Email)).Add(contact.Phone).Add(contact.EmailSubscribed).Add(contact.SmsSubscribed)
            .Add(contact.Source).Add(contact.CreatedAt).Add(contact.UpdatedAt).Add(contact.ForeignId).AddJsonb(contact.Attributes);
        foreach (var field in ProfileField.All) contacts.Add(contact[field]);
        foreach (var field in ProfileField.Searched) contacts.Add(TextFolding.Fold(contact[field]));
    }

    private static void Add(CopyRows consents, ConsentRow consent) => consents.Row()
        .Add(consent.OrganisationId).Add((int)consent.Channel).Add(consent.Address).Add((int)consent.State).Add(consent.Sequence)
        .Add(consent.Version + 1).Add(consent.RequestedAt).Add(consent.ConfirmedAt).Add(consent.WithdrawnAt).Add(consent.ExpiresAt)
        .Add(consent.Source).Add(consent.Actor).Add(consent.Evidence).Add(consent.Held).Add(StoredTimes.Write(consent.Mails))
        .Add(consent.IsHoldNoted).Add(consent.SignUp);

    private static void Add(CopyRows events, ContactRow contact, ContactEvent entry) => events.Row()
        .Add(contact.OrganisationId).Add(contact.Id).Add(entry.At).Add(entry.Kind).Add(entry.Source).Add(entry.Actor).Add(entry.Reason)
        .Add(entry.Before).Add(entry.After).Add(entry.Evidence);
}
