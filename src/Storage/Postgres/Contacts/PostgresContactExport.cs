using System.Collections.Immutable;
using System.Data;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Exports;
using Contacts.Core.Groups;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Reads exports from PostgreSQL: one statement in one transaction that writes nothing, whose rows are taken as they come. It may take ten
/// minutes.
/// </summary>
internal sealed class PostgresContactExport(PostgresDatabase database) : IContactExportStore
{
    private const int TimeLimit = 600; // seconds
    private const string Begin = "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 600000";

    private static readonly string _groups = Sql.Load("Postgres/Contacts/export_groups.sql");
    private static readonly string _all = Sql.Load("Postgres/Contacts/export.sql");

    public async Task ReadAsync(int organisationId, ContactQuery query, Action<ExportedContact> take, CancellationToken cancellationToken)
    {
        var taken = 0L;
        await database.QueryAsync(async (connection, token) =>
        {
            // What was taken cannot be taken back for another attempt.
            if (taken > 0) throw new StoreUnavailableException("An export was broken off.");
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
            await using (var begin = new NpgsqlCommand(Begin, connection)) await begin.ExecuteNonQueryAsync(token);
            var groups = await GroupsAsync(connection, organisationId, token);
            await using var command = Command(connection, organisationId, new PostgresContactFilters(query));
            await using var reader = await command.ExecuteReaderAsync(token);
            for (; await reader.ReadAsync(token); taken++) take(Read(reader, organisationId, groups, query.At));
            return taken;
        }, cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, int organisationId, PostgresContactFilters filters)
    {
        var command = new NpgsqlCommand { Connection = connection, CommandTimeout = TimeLimit };
        command.Parameters.With(organisationId);
        var chosen = "";
        if (!filters.AreNone)
        {
            filters.Bind(command.Parameters.With(filters.SmsSubscribed).With(0L).With(0L));
            var hits = filters.Search is null ? PostgresContactFilters.Chosen : PostgresContactFilters.Found;
            chosen = $"\n    AND c.contact_id IN (SELECT h.contact_id FROM\n{filters.Fill(hits)})";
        }
        if (filters.FindNothing) chosen = "\n    AND false";
        command.CommandText = _all.Replace("{chosen}", chosen);
        return command;
    }

    private static async Task<Dictionary<long, string>> GroupsAsync(
        NpgsqlConnection connection, int organisationId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_groups, connection);
        command.Parameters.With(organisationId);
        var groups = await command.ReadAllAsync(row => KeyValuePair.Create(row.GetInt64(0), row.GetString(1)), cancellationToken);
        return new(groups);
    }

    private static ExportedContact Read(NpgsqlDataReader reader, int organisationId, Dictionary<long, string> groups, DateTimeOffset at)
    {
        var row = new PostgresRow(reader);
        var contact = ContactColumns.Read(row);
        var first = ContactColumns.Count;
        var email = reader.IsDBNull(first) ? null : ConsentRow.Unknown(organisationId, new(ConsentChannel.Email, contact.EmailKey!)) with
        {
            State = (ConsentState)row.Int32(first), RequestedAt = row.TimeOrNull(first + 1), ConfirmedAt = row.TimeOrNull(first + 2),
            WithdrawnAt = row.TimeOrNull(first + 3), ExpiresAt = row.TimeOrNull(first + 4),
        };
        var sms = reader.IsDBNull(first + 5) ? null : ConsentRow.Unknown(organisationId, new(ConsentChannel.Sms, contact.Phone!)) with
        {
            State = (ConsentState)row.Int32(first + 5), WithdrawnAt = row.TimeOrNull(first + 6), ExpiresAt = row.TimeOrNull(first + 7),
        };
        var ids = reader.GetFieldValue<long[]>(first + 8);
        ImmutableArray<GroupRef> memberships = ids.Length == 0 ? [] : [.. ids.Select(id => new GroupRef { Id = id, Name = groups[id] })];
        return ExportedContact.Of(contact with { Groups = memberships }, email, sms, at);
    }
}
