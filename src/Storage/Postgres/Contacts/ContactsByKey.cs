using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Finds the contacts of those rows of a batch that look for them by their number or an integrator's id, as only imports do.
/// </summary>
internal sealed class ContactsByKey(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    private static readonly string _byForeignId = Sql.Load("Postgres/Contacts/batch_by_foreign_id.sql");
    private static readonly string _byPhone = Sql.Load("Postgres/Contacts/batch_by_phone.sql");

    /// <summary>By the index of the row, what is known of its contact. Rows that find none are left out.</summary>
    public async Task<Dictionary<int, FoundByKey>> FindAsync(ContactWrite[] rows)
    {
        var contacts = await FindAsync(
            rows, row => row.MatchesForeignId, _byForeignId,
            (p, some) => p.With(some, row => row.OrganisationId).With(some, row => row.ForeignId));
        var byPhone = await FindAsync(
            rows, row => row.MatchesPhone, _byPhone,
            (p, some) => p.With(some, row => row.OrganisationId).With(some, row => row.Phone).With(some, row => row.IsPhoneKey));
        foreach (var (index, found) in byPhone) contacts.TryAdd(index, found);
        var single = contacts.Where(one => one.Value.Length == 1);
        var consents = await ConsentsAsync(single.SelectMany(one => KeysOf(rows[one.Key], one.Value[0])));
        return contacts.ToDictionary(one => one.Key, one => Of(rows[one.Key], one.Value, consents));
    }

    private static FoundByKey Of(ContactWrite write, ContactRow[] found, Dictionary<(int, ConsentKey), ConsentRow> consents)
    {
        var contact = found[0];
        if (found.Length > 1) return new(contact, default, IsAmbiguous: true);
        var email = contact.EmailKey is { } key && WriteConsents.IsAboutEmail(contact, write)
            ? consents.GetValueOrDefault((contact.OrganisationId, new(ConsentChannel.Email, key)))
            : null;
        var sms = consents.GetValueOrDefault((contact.OrganisationId, new(ConsentChannel.Sms, write.Phone ?? contact.Phone ?? "")));
        return new(contact, new(email, sms), IsAmbiguous: false);
    }

    private static IEnumerable<(int OrganisationId, ConsentKey Key)> KeysOf(ContactWrite write, ContactRow contact)
    {
        if (contact.EmailKey is { } key && WriteConsents.IsAboutEmail(contact, write))
            yield return (contact.OrganisationId, new(ConsentChannel.Email, key));
        if (WriteConsents.IsAboutSms(write) && (write.Phone ?? contact.Phone) is { } number)
            yield return (contact.OrganisationId, new(ConsentChannel.Sms, number));
    }

    /// <summary>By the index of the row the contacts that a statement finds of some of the rows.</summary>
    private async Task<Dictionary<int, ContactRow[]>> FindAsync(
        ContactWrite[] rows, Func<ContactWrite, bool> isLooking, string sql, Action<NpgsqlParameterCollection, ContactWrite[]> bind)
    {
        int[] looking = [.. Enumerable.Range(0, rows.Length).Where(i => isLooking(rows[i]))];
        if (looking.Length == 0) return [];
        await using var command = new NpgsqlCommand(sql, connection);
        bind(command.Parameters, [.. looking.Select(i => rows[i])]);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(int Index, ContactRow Contact)>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add((looking[reader.GetInt64(0) - 1], PostgresContactRows.Read(reader, 1)));
        return found.GroupBy(one => one.Index, one => one.Contact).ToDictionary(one => one.Key, one => one.ToArray());
    }

    private async Task<Dictionary<(int, ConsentKey), ConsentRow>> ConsentsAsync(IEnumerable<(int OrganisationId, ConsentKey Key)> keys)
    {
        SqlValue[][] values = [.. keys.Distinct().Select(key => (SqlValue[])[key.OrganisationId, (int)key.Key.Channel, key.Key.Address])];
        if (values.Length == 0) return [];
        var found = await new PostgresSession(connection, cancellationToken).FirstOfEachAsync(ConsentRows.Find, ConsentRows.Read, values);
        return found.OfType<ConsentRow>().ToDictionary(consent => (consent.OrganisationId, consent.Key));
    }
}

/// <summary>The contact of a number or id with the consents that a row needs to know, or one of several.</summary>
internal readonly record struct FoundByKey(ContactRow Contact, KnownConsents Consents, bool IsAmbiguous);
