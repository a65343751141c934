using Contacts.Core.Contacts;
using Contacts.Core.Phone;
using Contacts.Core.Tickets;
using Npgsql;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>Reads tickets; lists and details begin with the same columns, behind a total.</summary>
internal static class TicketRows
{
    public static Ticket Item(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(1), Number = row.GetInt64(2), Key = TicketText.Key(row.GetString(3), row.GetInt64(2)),
        Subject = row.GetString(4), Status = (TicketStatus)row.GetInt16(5), Category = row.TextOrNull(6), CustomerEmail = row.TextOrNull(7),
        CustomerPhone = row.TextOrNull(8), CustomerPhoneInternational = PhoneNumber.ToInternational(row.TextOrNull(8)),
        Country = row.TextOrNull(9), Score = row.GetInt32(10), CreatedAt = row.Instant(11), UpdatedAt = row.Instant(12),
        ContactId = row.LongOrNull(13),
    };

    public static TicketDetail Detail(NpgsqlDataReader row) => new()
    {
        Ticket = Item(row), Message = row.GetString(14), Notice = row.TextOrNull(15), CustomerFirstName = row.TextOrNull(16),
        CustomerLastName = row.TextOrNull(17), Ip = row.TextOrNull(18), Reasons = TicketText.Reasons(row.GetString(19)),
        SendTo = row.TextOrNull(20),
        Mail = new()
        {
            To = row.TextOrNull(21), State = row.IsDBNull(22) ? null : (MailState)row.GetInt16(22), Attempts = row.IntOrNull(23) ?? 0,
            Note = TicketText.Note(row.TextOrNull(24), row.TextOrNull(25)),
        },
    };

    public static ContactTicket OfContact(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0), Key = TicketText.Key(row.GetString(2), row.GetInt64(1)), Subject = row.GetString(3),
        Status = TicketStatuses.Name((TicketStatus)row.GetInt16(4)),
    };

    public static OutgoingMail Mail(NpgsqlDataReader row) => new()
    {
        OrganisationId = row.GetInt32(0), Number = row.GetInt64(1), MailId = row.GetString(2), To = row.GetString(3),
        QueuedAt = row.Instant(4), Attempts = row.GetInt32(5), TicketKey = TicketText.Key(row.GetString(6), row.GetInt64(1)), Subject = row.GetString(7),
        Message = row.GetString(8), Category = row.TextOrNull(9), CustomerEmail = row.TextOrNull(10), CustomerPhone = row.TextOrNull(11),
        CustomerFirstName = row.TextOrNull(12), CustomerLastName = row.TextOrNull(13), TraceParent = row.TextOrNull(14),
    };
}
