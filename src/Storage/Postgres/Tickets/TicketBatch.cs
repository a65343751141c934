using Contacts.Core.Tickets;
using Npgsql;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>A batch turned by columns into the arrays of Postgres/Tickets/write.sql.</summary>
internal sealed class TicketBatch(IReadOnlyList<TicketWrite> rows)
{
    public void Bind(NpgsqlParameterCollection parameters) => parameters
        .With(Column(row => row.OrganisationId)).With(Column(row => row.ExternalId)).With(Column(row => (short)row.Status))
        .With(Column(row => row.Subject)).With(Column(row => row.Message)).With(Column(row => row.Notice))
        .With(Column(row => row.Category)).With(Column(row => row.Email)).With(Column(row => row.Phone))
        .With(Column(row => row.FirstName)).With(Column(row => row.LastName)).With(Column(row => row.Ip))
        .With(Column(row => row.Network)).With(Column(row => row.Site)).With(Column(row => row.Country)).With(Column(row => row.Score))
        .With(Column(row => TicketText.Reasons(row.Reasons)))
        .With(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bigint, Column(row => row.ContactId))
        .With(Column(row => row.TextHash)).With(Column(row => row.SendTo)).With(Column(row => row.MailNote))
        .With(Column(TicketText.Search)).With(Column(row => row.MailId)).With(Column(row => row.MailTo))
        .With(Column(row => row.TraceParent)).With(Column(row => row.At.UtcDateTime));

    private T[] Column<T>(Func<TicketWrite, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }
}
