using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>Turns rows of contact_image, contact_event and contact_merge into what the grains know.</summary>
internal static class PostgresContactRows
{
    public static ContactRow Image(NpgsqlDataReader row) => Image(row, 0);

    /// <summary>The row whose columns start at <paramref name="first"/>.</summary>
    public static ContactRow Image(NpgsqlDataReader row, int first) => new()
    {
        OrganisationId = row.GetInt32(first), Id = row.GetInt64(first + 1), ExternalId = row.GetString(first + 2),
        Email = row.TextOrNull(first + 3), EmailKey = row.TextOrNull(first + 4), Phone = row.TextOrNull(first + 5),
        FirstName = row.GetString(first + 6), LastName = row.GetString(first + 7), Company = row.GetString(first + 8),
        EmailSubscribed = row.GetBoolean(first + 9), SmsSubscribed = row.GetBoolean(first + 10), Source = row.TextOrNull(first + 11),
        CreatedAt = row.Instant(first + 12), UpdatedAt = row.Instant(first + 13), Version = row.GetInt64(first + 14),
        MergedInto = row.LongOrNull(first + 15), Groups = Groups(row, first + 16),
    };

    /// <summary>A row of batch_known.sql: the contact of the row's address. Its groups have no names.</summary>
    public static ContactRow Known(NpgsqlDataReader row, ContactWrite write) => new()
    {
        OrganisationId = write.OrganisationId, Id = row.GetInt64(0), Version = row.GetInt64(1), ExternalId = row.GetString(2),
        Email = row.TextOrNull(3), EmailKey = write.EmailKey, Phone = row.TextOrNull(4),
        FirstName = row.GetString(5), LastName = row.GetString(6), Company = row.GetString(7),
        EmailSubscribed = row.GetBoolean(8), SmsSubscribed = row.GetBoolean(9), Source = row.TextOrNull(10),
        CreatedAt = row.Instant(11), UpdatedAt = row.Instant(12),
        Groups = [.. row.GetFieldValue<long[]>(13).Select(id => new GroupRef { Id = id, Name = "" })],
    };

    public static HistoryEntry Entry(NpgsqlDataReader row) => new()
    {
        At = row.Instant(0), Kind = row.GetString(1), Source = row.TextOrNull(2), Actor = row.TextOrNull(3), Reason = row.TextOrNull(4),
        Before = row.TextOrNull(5), After = row.TextOrNull(6),
    };

    public static MergeRecord Merge(NpgsqlDataReader row) => new()
    {
        OrganisationId = row.GetInt32(0), MergeId = row.GetString(1), SurvivorId = row.GetInt64(2), LegacyId = row.GetInt64(3),
        LegacyExternalId = row.GetString(4), MergedAt = row.Instant(5), Actor = row.GetString(6), Reason = row.TextOrNull(7),
        Journal = row.GetString(8), UndoneAt = row.InstantOrNull(9),
    };

    private static ImmutableArray<GroupRef> Groups(NpgsqlDataReader row, int column)
    {
        var ids = row.GetFieldValue<long[]>(column);
        if (ids.Length == 0) return [];
        var names = row.GetFieldValue<string[]>(column + 1);
        return [.. ids.Zip(names, (id, name) => new GroupRef { Id = id, Name = name })];
    }
}
