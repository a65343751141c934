using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// What is known of a row: the contact of its address, or the id that a new one gets, the consents of its address and number, and the
/// contact that has its integrator's id. It is torn where two statements saw different versions of the contact.
/// </summary>
internal readonly record struct KnownRow(long Id, ContactRow? Contact, KnownConsents Consents)
{
    public KnownOwner? Owner { get; init; }
    public bool IsTorn { get; init; }
    public SuppressedParts Suppressed { get; init; }
}

/// <summary>A row of a batch as it was decided; <see cref="Known"/> is null if the contact is new.</summary>
internal readonly record struct DecidedRow(ContactRow? Known, ContactWriteEffect Effect)
{
    public ContactRow Contact => Effect.Contact;

    /// <summary>The rule's decision; a contact that it creates gets <paramref name="id"/>.</summary>
    public static DecidedRow Of(ContactWrite write, in KnownRow known)
    {
        var effect = ContactWriteRule.Apply(known.Contact, write, known.Consents, known.Owner, known.Suppressed);
        if (known.IsTorn) return new DecidedRow(known.Contact, effect).Postponed();
        var id = known.Id;
        return new(known.Contact, known.Contact is not null ? effect : effect with
        {
            Contact = effect.Contact with { Id = id }, Events = [.. effect.Events.Select(entry => entry with { ContactId = id })],
        });
    }

    /// <summary>Whether what sign-ups do not know is to be written.</summary>
    public bool HasNewDetails => Contact.ForeignId != Known?.ForeignId || Contact.Attributes != Known?.Attributes;

    /// <summary>The row as one that has to be written in another batch.</summary>
    public DecidedRow Postponed() => new(Known, new(ContactWriteOutcome.Lost, Contact));
}

/// <summary>A consent to write; one with a contact is written if this transaction has written the contact.</summary>
internal readonly record struct WrittenConsent(long? ContactId, ConsentRow Consent);

/// <summary>
/// The statements that write the effects of a batch, in the order of the rows: contacts first, which return the ids of those written, then
/// memberships, consents and events of these.
/// </summary>
internal static class ContactBatchCommands
{
    private static readonly string _insert = Sql.Load("Postgres/Contacts/batch_insert.sql");
    private static readonly string _update = Sql.Load("Postgres/Contacts/batch_update.sql");
    private static readonly string _details = Sql.Load("Postgres/Contacts/batch_write_details.sql");
    private static readonly string _joinGroups = Sql.Load("Postgres/Contacts/batch_join_groups.sql");
    private static readonly string _consents = Sql.Load("Postgres/Contacts/batch_consents.sql");
    private static readonly string _unsubscribe = Sql.Load("Postgres/Contacts/batch_unsubscribe.sql");
    private static readonly string _mails = Sql.Load("Postgres/Contacts/batch_mails.sql");
    private static readonly string _tallies = Sql.Load("Postgres/Contacts/batch_tallies.sql");
    private static readonly string _touch = Sql.Load("Postgres/Contacts/batch_touch.sql");

    /// <summary>Empty if no row changes anything, or counts.</summary>
    public static NpgsqlBatch For(NpgsqlConnection connection, DecidedRow[] rows)
    {
        var batch = new NpgsqlBatch(connection);
        AddTallies(batch, rows);
        AddTouched(batch, rows);
        var changes = rows.Where(row => row.Effect.IsWritten).ToArray();
        if (changes.Length == 0) return batch;
        AddInsert(batch, [.. changes.Where(row => row.Known is null)]);
        AddUpdate(batch, [.. changes.Where(row => row.Known is not null)]);
        AddDetails(batch, [.. changes.Where(row => row.HasNewDetails)]);
        BatchEntries.AddGiven(batch, [.. changes.Where(row => row.Effect.IsPlainlyGiven)]);
        DecidedRow[] others = [.. changes.Where(row => !row.Effect.IsPlainlyGiven)];
        if (others.Length == 0) return batch;
        AddMemberships(batch, others);
        AddConsents(
            batch, [.. others.SelectMany(row => row.Effect.Consents.Select(consent => new WrittenConsent(row.Contact.Id, consent)))]);
        AddUnsubscribed(batch, others);
        AddMails(batch, [.. others.Where(row => row.Effect.Mail is not null)]);
        BatchEntries.AddEvents(batch, others);
        return batch;
    }

    /// <summary>Null if a search looks through the address itself, as for nearly all.</summary>
    internal static string? FoldedEmail(string? email) =>
        email is null || AddressText.Of(email) is var text && text == email ? null : text;

    /// <summary>A consent that has another version by now is a lost race.</summary>
    internal static void AddConsents(NpgsqlBatch batch, WrittenConsent[] consents)
    {
        if (consents.Length == 0) return;
        batch.Add(_consents).With(consents, row => row.Consent.OrganisationId).With(consents, row => row.ContactId)
            .With(consents, row => (int)row.Consent.Channel).With(consents, row => row.Consent.Address)
            .With(consents, row => (int)row.Consent.State).With(consents, row => row.Consent.Sequence)
            .With(consents, row => row.Consent.Version).With(consents, row => row.Consent.RequestedAt?.UtcDateTime)
            .With(consents, row => row.Consent.ConfirmedAt?.UtcDateTime).With(consents, row => row.Consent.WithdrawnAt?.UtcDateTime)
            .With(consents, row => row.Consent.ExpiresAt?.UtcDateTime).With(consents, row => row.Consent.Source)
            .With(consents, row => row.Consent.Actor).With(consents, row => row.Consent.Evidence).With(consents, row => row.Consent.Held)
            .With(consents, row => StoredTimes.Write(row.Consent.Mails)).With(consents, row => row.Consent.IsHoldNoted)
            .With(consents, row => row.Consent.SignUp);
    }

    private static void AddInsert(NpgsqlBatch batch, DecidedRow[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_insert).With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id)
            .With(rows, row => row.Contact.ExternalId).With(rows, row => row.Contact.Email).With(rows, row => row.Contact.EmailKey)
            .With(rows, row => FoldedEmail(row.Contact.Email)).With(rows, row => row.Contact.Phone)
            .With(rows, row => row.Contact.EmailSubscribed).With(rows, row => row.Contact.SmsSubscribed)
            .With(rows, row => row.Contact.Source).With(rows, row => row.Contact.UpdatedAt.UtcDateTime)
            .WithProfile(rows, row => row.Contact);
    }

    private static void AddUpdate(NpgsqlBatch batch, DecidedRow[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_update).With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id)
            .With(rows, row => row.Contact.Phone).With(rows, row => row.Contact.EmailSubscribed)
            .With(rows, row => row.Contact.SmsSubscribed).With(rows, row => row.Contact.UpdatedAt.UtcDateTime)
            .With(rows, row => row.Known!.Version).WithProfile(rows, row => row.Contact);
    }

    private static void AddDetails(NpgsqlBatch batch, DecidedRow[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_details).With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id)
            .With(rows, row => row.Contact.ForeignId).With(rows, row => row.Contact.Attributes);
    }

    private static void AddMemberships(NpgsqlBatch batch, DecidedRow[] rows)
    {
        var added = rows.SelectMany(AddedGroups).ToArray();
        if (added.Length == 0) return;
        batch.Add(_joinGroups).With(added, join => join.OrganisationId).With(added, join => join.ContactId)
            .With(added, join => join.GroupId);
    }

    private static IEnumerable<(int OrganisationId, long ContactId, long GroupId)> AddedGroups(DecidedRow row)
    {
        var known = row.Known?.Groups ?? [];
        if (row.Contact.Groups == known) return [];
        return row.Contact.Groups.ExceptBy(known.Select(group => group.Id), group => group.Id)
            .Select(group => (row.Contact.OrganisationId, row.Contact.Id, group.Id));
    }

    /// <summary>Rarely any: only an import says "no" for a number.</summary>
    private static void AddUnsubscribed(NpgsqlBatch batch, DecidedRow[] rows)
    {
        DecidedRow[] refusing = [.. rows.Where(row => row.Effect.Refused is not null)];
        if (refusing.Length == 0) return;
        ContactEvent[] entries = [.. refusing.Select(row => row.Effect.Refused!.Entry)];
        batch.Add(_unsubscribe).With(refusing, row => row.Contact.OrganisationId).With(refusing, row => row.Effect.Refused!.Phone)
            .With(entries, entry => entry.At.UtcDateTime).With(entries, entry => entry.Kind).With(entries, entry => entry.Source)
            .With(entries, entry => entry.Actor).With(entries, entry => entry.Reason).With(entries, entry => entry.Before)
            .With(entries, entry => entry.After).With(entries, entry => entry.Evidence);
    }

    private static void AddMails(NpgsqlBatch batch, DecidedRow[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_mails).With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id)
            .With(rows, row => row.Effect.Mail!.MailId).With(rows, row => row.Effect.Mail!.Kind)
            .With(rows, row => (short)row.Effect.Mail!.Priority).With(rows, row => row.Effect.Mail!.Recipient)
            .With(rows, row => row.Effect.Mail!.Data).With(rows, row => row.Effect.Mail!.TraceParent)
            .With(rows, row => row.Effect.Mail!.At.UtcDateTime);
    }

    /// <summary>Sign-ups that leave everything as it is; those of other rows are counted where their contacts are written.</summary>
    private static void AddTallies(NpgsqlBatch batch, DecidedRow[] rows)
    {
        var sheet = new TallySheet();
        foreach (var row in rows)
            if (row.Effect.Outcome == ContactWriteOutcome.Unchanged) sheet.Add(row.Effect.Tallies);
        if (sheet.Sums is { Length: > 0 } sums) batch.Add(_tallies).WithTallies(sums).With(sums, sum => (int)sum.Counts.Confirmed)
            .With(sums, sum => (int)sum.Counts.Withdrawn);
    }

    /// <summary>Sign-ups that leave everything as it is keep their contacts from being removed by the undo of an import.</summary>
    private static void AddTouched(NpgsqlBatch batch, DecidedRow[] rows)
    {
        var touched = rows.Where(row => row.Effect.IsSignedUpAgain).ToArray();
        if (touched.Length == 0) return;
        batch.Add(_touch).With(touched, row => row.Contact.OrganisationId).With(touched, row => row.Contact.Id);
    }
}
