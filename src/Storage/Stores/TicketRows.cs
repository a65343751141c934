using Contacts.Core.Contacts;
using Contacts.Core.Mail;
using Contacts.Core.Phone;
using Contacts.Core.Tickets;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Reads tickets; lists and details begin with the same columns.</summary>
internal static class TicketRows
{
    public static Ticket Item(IRow row) => new()
    {
        Id = row.Text(0), Number = row.Int64(1), Key = TicketText.Key(row.Text(2), row.Int64(1)), Subject = row.Text(3),
        Status = (TicketStatus)row.Int32(4), Category = row.TextOrNull(5), CustomerEmail = row.TextOrNull(6),
        CustomerPhone = row.TextOrNull(7), CustomerPhoneInternational = PhoneNumber.ToInternational(row.TextOrNull(7)),
        Country = row.TextOrNull(8), Score = row.Int32(9), CreatedAt = row.Time(10), UpdatedAt = row.Time(11),
        ContactId = row.Int64OrNull(12),
    };

    public static TicketDetail Detail(IRow row) => new()
    {
        Ticket = Item(row), Message = row.Text(13), Notice = row.TextOrNull(14), CustomerFirstName = row.TextOrNull(15),
        CustomerLastName = row.TextOrNull(16), Ip = row.TextOrNull(17), Reasons = TicketText.Reasons(row.Text(18)),
        SendTo = row.TextOrNull(19),
        Mail = new()
        {
            To = row.TextOrNull(20), State = (MailState?)row.Int32OrNull(21), Attempts = row.Int32OrNull(22) ?? 0,
            Note = TicketText.Note(row.TextOrNull(23), row.TextOrNull(24)),
        },
    };

    public static ContactTicket OfContact(IRow row) => new()
    {
        Id = row.Text(0), Key = TicketText.Key(row.Text(2), row.Int64(1)), Subject = row.Text(3),
        Status = TicketStatuses.Name((TicketStatus)row.Int32(4)),
    };

    public static MailedTicket Mailed(IRow row) => new()
    {
        Key = TicketText.Key(row.Text(1), row.Int64(0)), Subject = row.Text(2), Message = row.Text(3), Category = row.TextOrNull(4),
        CustomerEmail = row.TextOrNull(5), CustomerPhone = row.TextOrNull(6), CustomerFirstName = row.TextOrNull(7),
        CustomerLastName = row.TextOrNull(8),
    };
}
