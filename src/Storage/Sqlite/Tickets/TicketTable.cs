using Contacts.Core.Tickets;
using Contacts.Storage.Sqlite.Mail;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Tickets;

/// <summary>Writes tickets and their mails, within the writer's transaction.</summary>
internal static class TicketTable
{
    private static readonly SqliteQuery _nextNumber = SqliteQuery.Load("Tickets/next_number.sql");
    private static readonly SqliteQuery _add = SqliteQuery.Load("Tickets/add.sql");
    private static readonly SqliteQuery _addCategory = SqliteQuery.Load("Tickets/add_category.sql");

    /// <summary>Stores a ticket and returns its number.</summary>
    public static long Add(SqliteSession session, TicketWrite ticket)
    {
        var number = session.Prepare(_nextNumber).Bind(ticket.OrganisationId).Scalar()!.Value;
        session.Prepare(_add)
            .Bind(ticket.OrganisationId).Bind(number).Bind(ticket.ExternalId).Bind((long)ticket.Status).Bind(ticket.Subject)
            .Bind(ticket.Message).Bind(ticket.Notice).Bind(ticket.Category).Bind(ticket.Email).Bind(ticket.Phone).Bind(ticket.FirstName)
            .Bind(ticket.LastName)
            .Bind(ticket.Ip).Bind(ticket.Network).Bind(ticket.Site).Bind(ticket.Country).Bind(ticket.Score)
            .Bind(TicketText.Reasons(ticket.Reasons)).Bind(ticket.ContactId).Bind(ticket.TextHash).Bind(ticket.SendTo).Bind(ticket.MailNote)
            .Bind(TicketText.Search(ticket))
            .Bind(ticket.At).Run();
        if (ticket.Category is not null)
            session.Prepare(_addCategory).Bind(ticket.OrganisationId).Bind(ticket.Category).Bind(ticket.At).Run();
        if (ticket.MailId is not null)
            foreach (var mail in TicketQueue.MailsOf(ticket, number)) SqliteMailQueue.Add(session, mail);
        session.Leave(ticket.OrganisationId, ticket.Trail, number);
        return number;
    }
}
