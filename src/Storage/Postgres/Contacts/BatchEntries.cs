using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>The statements that append to histories, and count the sign-ups that did.</summary>
internal static class BatchEntries
{
    private static readonly string _given = Sql.Load("Postgres/Contacts/batch_given.sql");
    private static readonly string _events = Sql.Load("Postgres/Contacts/batch_events.sql");

    /// <summary>All that belongs to new contacts that plainly give their consent.</summary>
    public static void AddGiven(NpgsqlBatch batch, DecidedRow[] rows)
    {
        if (rows.Length == 0) return;
        var units = new Dictionary<SignUpTally, int>();
        WrittenEntry[] entries = [.. rows.SelectMany(row => GivenEntries(row, units))];
        AddEntries(batch, _given, entries).With(entries, row => row.GroupId).With(entries, row => row.Consent is not null)
            .With(entries, row => row.Consent?.Actor).With(entries, row => row.Consent?.Evidence).With(entries, row => row.Consent?.SignUp)
            .WithTallies(InOrder(units));
    }

    public static void AddEvents(NpgsqlBatch batch, DecidedRow[] rows)
    {
        var units = new Dictionary<SignUpTally, int>();
        WrittenEntry[] entries = [.. rows.SelectMany(row => Entries(row, units))];
        var tallies = InOrder(units);
        AddEntries(batch, _events, entries).WithTallies(tallies).With(tallies, tally => (int)tally.Counts.Withdrawn);
    }

    private static NpgsqlParameterCollection AddEntries(NpgsqlBatch batch, string sql, WrittenEntry[] entries) => batch.Add(sql)
        .With(entries, row => row.Contact.OrganisationId).With(entries, row => row.Contact.Id)
        .With(entries, row => row.Event?.At.UtcDateTime).With(entries, row => row.Event?.Kind).With(entries, row => row.Event?.Source)
        .With(entries, row => row.Event?.Actor).With(entries, row => row.Event?.Reason).With(entries, row => row.Event?.Before)
        .With(entries, row => row.Event?.After).With(entries, row => row.Event?.Evidence).With(entries, row => row.Tally);

    /// <summary>
    /// A row for each event and each tally, nearly always one for both; <paramref name="units"/> numbers the tallies from 1.
    /// </summary>
    private static IEnumerable<WrittenEntry> Entries(DecidedRow row, Dictionary<SignUpTally, int> units)
    {
        var (events, tallies) = (row.Effect.Events, row.Effect.Tallies);
        for (var i = 0; i < Math.Max(events.Length, tallies.Length); i++)
            yield return new(row.Contact, i < events.Length ? events[i] : null, i < tallies.Length ? NumberOf(tallies[i], units) : null);
    }

    /// <summary>The same with a row for each group, and the consent in the first one.</summary>
    private static IEnumerable<WrittenEntry> GivenEntries(DecidedRow row, Dictionary<SignUpTally, int> units)
    {
        var groups = row.Contact.Groups;
        var count = 0;
        foreach (var entry in Entries(row, units))
        {
            yield return entry with
            {
                GroupId = count < groups.Length ? groups[count].Id : null, Consent = count == 0 ? row.Effect.Consents[0] : null,
            };
            count++;
        }
        for (; count < groups.Length; count++) yield return new(row.Contact, null, null) { GroupId = groups[count].Id };
    }

    private static int NumberOf(SignUpTally tally, Dictionary<SignUpTally, int> units)
    {
        if (!units.TryGetValue(tally, out var number)) units.Add(tally, number = units.Count + 1);
        return number;
    }

    private static SignUpTally[] InOrder(Dictionary<SignUpTally, int> units) =>
        [.. units.OrderBy(unit => unit.Value).Select(unit => unit.Key)];

    /// <summary>An entry of the history, if any, and the number of what is counted, if anything, of a contact that is written.</summary>
    private readonly record struct WrittenEntry(ContactRow Contact, ContactEvent? Event, int? Tally)
    {
        public long? GroupId { get; init; }
        public ConsentRow? Consent { get; init; }
    }
}
