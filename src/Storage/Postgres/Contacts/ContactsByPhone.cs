using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>Finds the contacts of those rows of a batch that look for them by their number, which only imports have.</summary>
internal sealed class ContactsByPhone(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    private static readonly string _byPhone = Sql.Load("Postgres/Contacts/batch_by_phone.sql");

    /// <summary>By the index of the row, what is known of its contact. Rows that find none are left out.</summary>
    public async Task<Dictionary<int, FoundByPhone>> FindAsync(ContactWrite[] rows)
    {
        int[] looking = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].MatchesPhone)];
        if (looking.Length == 0) return [];
        var found = await ReadAsync([.. looking.Select(i => rows[i])]);
        var contacts = found.GroupBy(one => looking[one.Place - 1], one => one.Contact).ToDictionary(one => one.Key, one => one.ToArray());
        var single = contacts.Where(one => one.Value.Length == 1);
        var consents = await ConsentsAsync(single.SelectMany(one => KeysOf(rows[one.Key], one.Value[0])));
        return contacts.ToDictionary(one => one.Key, one => Of(rows[one.Key], one.Value, consents));
    }

    private static FoundByPhone Of(ContactWrite write, ContactRow[] found, Dictionary<(int, ConsentKey), ConsentRow> consents)
    {
        var contact = found[0];
        if (found.Length > 1) return new(contact, default, IsAmbiguous: true);
        var email = contact.EmailKey is { } key && WriteConsents.IsAboutEmail(contact, write)
            ? consents.GetValueOrDefault((contact.OrganisationId, new(ConsentChannel.Email, key)))
            : null;
        var sms = consents.GetValueOrDefault((contact.OrganisationId, new(ConsentChannel.Sms, write.Phone!)));
        return new(contact, new(email, sms), IsAmbiguous: false);
    }

    private static IEnumerable<(int OrganisationId, ConsentKey Key)> KeysOf(ContactWrite write, ContactRow contact)
    {
        if (contact.EmailKey is { } key && WriteConsents.IsAboutEmail(contact, write))
            yield return (contact.OrganisationId, new(ConsentChannel.Email, key));
        if (write.SmsSubscribed is not null) yield return (contact.OrganisationId, new(ConsentChannel.Sms, write.Phone!));
    }

    private async Task<List<(int Place, ContactRow Contact)>> ReadAsync(ContactWrite[] rows)
    {
        await using var command = new NpgsqlCommand(_byPhone, connection);
        command.Parameters.With(rows, row => row.OrganisationId).With(rows, row => row.Phone).With(rows, row => row.IsPhoneKey);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(int, ContactRow)>();
        while (await reader.ReadAsync(cancellationToken)) found.Add(((int)reader.GetInt64(0), PostgresContactRows.Image(reader, 1)));
        return found;
    }

    private async Task<Dictionary<(int, ConsentKey), ConsentRow>> ConsentsAsync(IEnumerable<(int OrganisationId, ConsentKey Key)> keys)
    {
        SqlValue[][] values = [.. keys.Distinct().Select(key => (SqlValue[])[key.OrganisationId, (int)key.Key.Channel, key.Key.Address])];
        if (values.Length == 0) return [];
        var found = await new PostgresSession(connection, cancellationToken).FirstOfEachAsync(ConsentRows.Find, ConsentRows.Read, values);
        return found.OfType<ConsentRow>().ToDictionary(consent => (consent.OrganisationId, consent.Key));
    }
}

/// <summary>The contact of a number with the consents that a row needs to know, or one of several.</summary>
internal readonly record struct FoundByPhone(ContactRow Contact, KnownConsents Consents, bool IsAmbiguous);
