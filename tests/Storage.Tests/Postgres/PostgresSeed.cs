using System.Globalization;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>Many contacts at once, by SQL.</summary>
internal static class PostgresSeed
{
    /// <summary>Contacts of organisation 1 with ids 1 to <paramref name="count"/>, every one in group 1, every fourth in group 2.</summary>
    public static string Contacts(int count) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at)
        VALUES (1, 1, 'All', 'all', now()), (1, 2, 'Some', 'some', now());
        INSERT INTO contact (organisation_id, external_id, email, email_key, phone, first_name, last_name, first_name_folded,
            last_name_folded, email_subscribed, sms_subscribed, created_at, updated_at)
        SELECT 1, lpad(i::text, 16, '0'), 'user' || i || '@example.com', 'user' || i || '@example.com', '+420' || 700000000 + i,
            'Ava', md5(i::text), 'ava', md5(i::text), true, i % 2 = 0, now(), now()
        FROM generate_series(1, {count}) i;
        INSERT INTO contact_group_member (organisation_id, contact_id, group_id)
        SELECT 1, i, g FROM generate_series(1, {count}) i, generate_series(1, 2) g WHERE g = 1 OR i % 4 = 0;
        """);

    /// <summary>
    /// Rows <paramref name="from"/> to <paramref name="to"/> of organisation 1, contacts or tickets, with nothing but the least.
    /// </summary>
    public static string More(string table, int from, int to) => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO {table} ({(table == "contact" ? _contact : _ticket)} FROM generate_series({from}, {to}) i;
        """);

    private const string _contact = "organisation_id, external_id, email, email_key, email_subscribed, sms_subscribed, created_at, updated_at) "
        + "SELECT 1, lpad(i::text, 16, '0'), 'user' || i || '@example.com', 'user' || i || '@example.com', true, false, now(), now()";

    private const string _ticket = "organisation_id, ticket_no, external_id, status, subject, message, score, reasons, text_hash, network, ip, "
        + "search_text, created_at, updated_at) SELECT 1, i, lpad(i::text, 16, '0'), 0, 'subject', 'message', 0, '', i, "
        + "'10.0.' || i || '.0/24', '10.0.' || i || '.1', 'subject', now(), now()";
}
