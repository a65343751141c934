using Npgsql;

namespace Contacts.Testing.Workload;

/// <summary>All that the database holds of one organisation, read in one snapshot.</summary>
public sealed class Stored
{
    private const string ContactsSql =
        "SELECT contact_id, external_id, email, email_key, phone, first_name, last_name, company, email_subscribed, sms_subscribed,"
        + " merged_into, group_ids FROM contact_image WHERE organisation_id = $1";

    private const string EventsSql =
        "SELECT contact_id, kind, reason, before::text, after::text FROM contact_event WHERE organisation_id = $1 ORDER BY event_id";

    private const string MergesSql =
        "SELECT merge_id, survivor_id, legacy_id, undone_at IS NOT NULL FROM contact_merge WHERE organisation_id = $1";

    private const string TicketsSql =
        "SELECT ticket_no, subject, contact_id, mail_state FROM ticket_image WHERE organisation_id = $1";

    private const string GroupsSql = "SELECT name, group_id FROM contact_group WHERE organisation_id = $1";

    public required Dictionary<long, StoredContact> Contacts { get; init; }

    /// <summary>In the order in which they were written.</summary>
    public required List<StoredEvent> Events { get; init; }

    public required List<StoredMerge> Merges { get; init; }
    public required List<StoredTicket> Tickets { get; init; }
    public required Dictionary<string, long> Groups { get; init; }

    public IEnumerable<StoredContact> Live => Contacts.Values.Where(contact => contact.MergedInto is null);

    /// <summary>The live contact that this one was merged into, or itself.</summary>
    public StoredContact Survivor(long id)
    {
        var contact = Contacts[id];
        for (var steps = 0; contact.MergedInto is { } next; contact = Contacts[next])
            Assert.True(steps++ < Contacts.Count, $"The merges of contact {id} lead in a circle.");
        return contact;
    }

    public static async Task<Stored> ReadAsync(string connectionString, string slug)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var organisation = (await AllAsync(connection, "SELECT organisation_id FROM organisation WHERE slug = $1", slug, row =>
            row.GetInt32(0))).Single();
        return new()
        {
            Contacts = (await AllAsync(connection, ContactsSql, organisation, StoredContact.Read)).ToDictionary(contact => contact.Id),
            Events = await AllAsync(connection, EventsSql, organisation, StoredEvent.Read),
            Merges = await AllAsync(connection, MergesSql, organisation, StoredMerge.Read),
            Tickets = await AllAsync(connection, TicketsSql, organisation, StoredTicket.Read),
            Groups = (await AllAsync(connection, GroupsSql, organisation, row => (row.GetString(0), row.GetInt64(1)))).ToDictionary(),
        };
    }

    private static async Task<List<T>> AllAsync<T>(NpgsqlConnection connection, string sql, object argument, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = argument } } };
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync()) all.Add(read(rows));
        return all;
    }
}
