using Contacts.Core.Tickets;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Tickets;

/// <summary>A status as a parameter.</summary>
internal static class TicketParameters
{
    public static NpgsqlParameterCollection WithSmall(this NpgsqlParameterCollection parameters, TicketStatus? status) =>
        status is { } given
        ? parameters.With(NpgsqlDbType.Smallint, (short)given)
        : parameters.With<object?>(NpgsqlDbType.Smallint, null);
}
