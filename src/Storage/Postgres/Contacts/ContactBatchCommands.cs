using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>A row of a batch as it was decided; <see cref="Known"/> is null if the contact is new.</summary>
internal readonly record struct DecidedRow(ContactRow? Known, ContactWriteEffect Effect)
{
    public ContactRow Contact => Effect.Contact;

    public ContactEvent Event => Effect.Event!;

    /// <summary>The rule's decision; a contact that it creates gets <paramref name="id"/>.</summary>
    public static DecidedRow Of(ContactWrite write, long id, ContactRow? known, OptOuts optOuts)
    {
        var effect = ContactWriteRule.Apply(known, write, optOuts);
        return new(known, known is not null ? effect : effect with
        {
            Contact = effect.Contact with { Id = id }, Event = effect.Event! with { ContactId = id },
        });
    }
}

/// <summary>
/// The statements that write the effects of a batch, in the order of the rows: contacts first, which return the ids of those written, then
/// memberships and events of these.
/// </summary>
internal static class ContactBatchCommands
{
    private static readonly string _insert = Sql.Load("Postgres/Contacts/batch_insert.sql");
    private static readonly string _update = Sql.Load("Postgres/Contacts/batch_update.sql");
    private static readonly string _joinGroups = Sql.Load("Postgres/Contacts/batch_join_groups.sql");
    private static readonly string _events = Sql.Load("Postgres/Contacts/batch_events.sql");

    /// <summary>Empty if no row changes anything.</summary>
    public static NpgsqlBatch For(NpgsqlConnection connection, DecidedRow[] rows)
    {
        var batch = new NpgsqlBatch(connection);
        var changes = rows.Where(row => row.Effect.Event is not null).ToArray();
        if (changes.Length == 0) return batch;
        AddInsert(batch, [.. changes.Where(row => row.Known is null)]);
        AddUpdate(batch, [.. changes.Where(row => row.Known is not null)]);
        AddMemberships(batch, changes);
        AddEvents(batch, changes);
        return batch;
    }

    /// <summary>Null if a search looks through the address itself, as for nearly all.</summary>
    internal static string? FoldedEmail(string? email) =>
        email is null || AddressText.Of(email) is var text && text == email ? null : text;

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

    private static void AddEvents(NpgsqlBatch batch, DecidedRow[] rows) => batch.Add(_events)
        .With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id).With(rows, row => row.Event.At.UtcDateTime)
        .With(rows, row => row.Event.Kind).With(rows, row => row.Event.Source).With(rows, row => row.Event.Actor)
        .With(rows, row => row.Event.Reason).With(rows, row => row.Event.Before).With(rows, row => row.Event.After);
}
