using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>Turns rows of contact_image, contact_event and contact_merge into what the grains know.</summary>
internal static class PostgresContactRows
{
    private const int ConsentColumns = 12;

    public static ContactRow Read(NpgsqlDataReader row) => Read(row, 0);

    /// <summary>The row whose columns start at <paramref name="first"/>: those of a contact, then its memberships.</summary>
    public static ContactRow Read(NpgsqlDataReader row, int first) =>
        ContactColumns.Read(new PostgresRow(row), first) with { Groups = Groups(row, first + ContactColumns.Count) };

    /// <summary>A row of find_linked.sql.</summary>
    public static LinkedConsent Linked(NpgsqlDataReader row)
    {
        var consents = new PostgresRow(row);
        const int Contact = 2 * ConsentRows.Columns;
        return new(
            ConsentRows.Read(consents),
            row.IsDBNull(Contact) ? null : Read(row, Contact),
            row.IsDBNull(ConsentRows.Columns) ? null : ConsentRows.Read(consents, ConsentRows.Columns));
    }

    /// <summary>A row of batch_known.sql: the contact of the row's address. Its groups have no names.</summary>
    public static ContactRow Known(NpgsqlDataReader row, ContactWrite write) => new ContactRow
    {
        OrganisationId = write.OrganisationId, Id = row.GetInt64(0), Version = row.GetInt64(1), ExternalId = row.GetString(2),
        Email = row.TextOrNull(3), EmailKey = write.EmailKey, Phone = row.TextOrNull(4),
        EmailSubscribed = row.GetBoolean(5), SmsSubscribed = row.GetBoolean(6), Source = row.TextOrNull(7),
        CreatedAt = row.Instant(8), UpdatedAt = row.Instant(9),
        Groups = [.. row.GetFieldValue<long[]>(10).Select(id => new GroupRef { Id = id, Name = "" })],
    }.WithProfile(new PostgresRow(row), 11);

    /// <summary>What is known of a row, with a row of batch_details.sql.</summary>
    public static KnownRow WithDetails(in KnownRow known, NpgsqlDataReader row)
    {
        long? version = row.IsDBNull(1) ? null : row.GetInt64(1);
        var contact = known.Contact is null ? null : known.Contact with
        {
            ForeignId = row.TextOrNull(2), Attributes = ContactAttributes.Restore(row.TextOrNull(3)),
        };
        return known with
        {
            Contact = contact, IsTorn = version != contact?.Version,
            Owner = row.IsDBNull(4) ? null : new(row.GetInt64(4), row.GetString(5)),
        };
    }

    /// <summary>The consents of a row of batch_known.sql.</summary>
    public static KnownConsents Consents(NpgsqlDataReader row, ContactWrite write, ContactRow? known)
    {
        var first = 11 + ProfileField.All.Length;
        return new(
            ConsentOrNull(row, first, write.OrganisationId, ConsentChannel.Email, write.EmailKey),
            ConsentOrNull(row, first + ConsentColumns, write.OrganisationId, ConsentChannel.Sms, write.Phone ?? known?.Phone));
    }

    public static MergeRecord Merge(NpgsqlDataReader row) => new()
    {
        OrganisationId = row.GetInt32(0), MergeId = row.GetString(1), SurvivorId = row.GetInt64(2), LegacyId = row.GetInt64(3),
        LegacyExternalId = row.GetString(4), MergedAt = row.Instant(5), Actor = row.GetString(6), Reason = row.TextOrNull(7),
        Journal = row.GetString(8), UndoneAt = row.InstantOrNull(9),
    };

    /// <summary>What a decision needs to know of a consent; actor and evidence are those of whoever decides.</summary>
    private static ConsentRow? ConsentOrNull(
        NpgsqlDataReader row, int first, int organisationId, ConsentChannel channel, string? address) => row.IsDBNull(first) ? null : new()
        {
            OrganisationId = organisationId, Channel = channel, Address = address!, State = (ConsentState)row.GetInt32(first),
            Sequence = row.GetInt64(first + 1), Version = row.GetInt64(first + 2), RequestedAt = row.InstantOrNull(first + 3),
            ConfirmedAt = row.InstantOrNull(first + 4), WithdrawnAt = row.InstantOrNull(first + 5),
            ExpiresAt = row.InstantOrNull(first + 6),
            Source = row.TextOrNull(first + 7), Held = row.TextOrNull(first + 8), Mails = StoredTimes.Read(row.TextOrNull(first + 9)),
            IsHoldNoted = row.GetBoolean(first + 10), SignUp = row.TextOrNull(first + 11),
        };

    private static ImmutableArray<GroupRef> Groups(NpgsqlDataReader row, int column)
    {
        var ids = row.GetFieldValue<long[]>(column);
        if (ids.Length == 0) return [];
        var names = row.GetFieldValue<string[]>(column + 1);
        return [.. ids.Zip(names, (id, name) => new GroupRef { Id = id, Name = name })];
    }
}
