using Contacts.Core.Tickets;
using Npgsql;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>A batch turned by columns into the arrays of Postgres/Tickets/write.sql.</summary>
internal sealed class TicketBatch(IReadOnlyList<TicketWrite> rows)
{
    public void Bind(NpgsqlParameterCollection parameters) => parameters
        .With(rows, row => row.OrganisationId).With(rows, row => row.ExternalId).With(rows, row => (short)row.Status)
        .With(rows, row => row.Subject).With(rows, row => row.Message).With(rows, row => row.Notice)
        .With(rows, row => row.Category).With(rows, row => row.Email).With(rows, row => row.Phone)
        .With(rows, row => row.FirstName).With(rows, row => row.LastName).With(rows, row => row.Ip)
        .With(rows, row => row.Network).With(rows, row => row.Site).With(rows, row => row.Country).With(rows, row => row.Score)
        .With(rows, row => TicketText.Reasons(row.Reasons))
        .With(rows, row => row.ContactId)
        .With(rows, row => row.TextHash).With(rows, row => row.SendTo).With(rows, row => row.MailNote)
        .With(rows, TicketText.Search).With(rows, row => row.MailId).With(rows, row => row.MailTo)
        .With(rows, row => row.TraceParent).With(rows, row => row.At.UtcDateTime)
        .With(rows, row => row.MailCopies.IsDefaultOrEmpty ? null : string.Join(' ', row.MailCopies));
}
