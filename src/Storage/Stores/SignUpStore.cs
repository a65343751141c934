using Contacts.Core.Analytics;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The tallies of sign-ups, as they are added and by days.</summary>
internal sealed class SignUpStore(IStoreDatabase database) : ISignUpStore
{
    private const int MostCutDays = 60;

    private static readonly Statement _read = new("SignUps/read.sql");
    private static readonly Statement _lock = new("SignUps/lock.sql");
    private static readonly Statement _take = new("SignUps/take.sql");
    private static readonly Statement _sources = new("SignUps/sources.sql");
    private static readonly Statement _findDay = new("SignUps/find_day.sql");
    private static readonly Statement _writeDay = new("SignUps/write_day.sql");

    public Task<SignUpSeries> ReadAsync(int organisationId, SignUpQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var (series, tallies) = (new SignUpSeries(query), new List<NumberedTally>());
            await session.EachAsync(
                _read, row => Read(row, organisationId, series, tallies), organisationId, (int)query.GroupBy, query.FirstDay, query.LastDay,
                CutDays(query), PackedDay.LongestSum);
            series.Add(tallies);
            return series;
        }, cancellationToken);

    public Task<int> FoldAsync(int atMost, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (!await session.FirstAsync(_lock, row => row.Bool(0))) return 0;
            var taken = await session.AllAsync(_take, row => SignUpRows.Read(row, 1, row.Int32(0)), atMost);
            var days = taken.GroupBy(row => (row.Tally.OrganisationId, Day: Quarter.DayOf(row.Tally.Quarter)), row => row);
            foreach (var day in days)
                await FoldAsync(session, day.Key.OrganisationId, day.Key.Day, [.. day.OrderBy(row => row.Number).Select(row => row.Tally)]);
            return taken.Length;
        }, cancellationToken);

    private static async ValueTask FoldAsync(IStoreSession session, int organisationId, int day, SignUpTally[] tallies)
    {
        var names = new SignUpNames();
        foreach (var source in await session.AllAsync(_sources, row => row.Text(0), organisationId, day)) names.Know(day, source);
        var sums = new Dictionary<(SignUpDimension Dimension, string Name), QuarterCounts>();
        foreach (var tally in tallies)
            foreach (var dimension in Enum.GetValues<SignUpDimension>())
                foreach (var name in names.Of(tally, dimension))
                    Sum(sums, (dimension, name)).Add(tally.Quarter % Quarter.InDay, tally.Counts);
        await AddStoredAsync(session, organisationId, day, sums);
        await session.RunEachAsync(
            _writeDay,
            sums.Select(sum => (SqlValue[])[.. Key(organisationId, day, sum.Key), new ReadOnlyMemory<byte>(sum.Value.Pack())]));
    }

    private static QuarterCounts Sum<TKey>(Dictionary<TKey, QuarterCounts> sums, TKey key)
        where TKey : notnull
    {
        if (!sums.TryGetValue(key, out var sum)) sums.Add(key, sum = new());
        return sum;
    }

    private static async ValueTask AddStoredAsync(
        IStoreSession session, int organisationId, int day, Dictionary<(SignUpDimension Dimension, string Name), QuarterCounts> sums)
    {
        var keys = sums.Keys.ToArray();
        var stored = await session.FirstOfEachAsync(_findDay, row => row.Blob(0), keys.Select(key => Key(organisationId, day, key)));
        for (var i = 0; i < keys.Length; i++) sums[keys[i]].Add(new PackedDay(stored[i].AsSpan())); // Empty where there is none.
    }

    private static SqlValue[] Key(int organisationId, int day, (SignUpDimension Dimension, string Name) key) =>
        [organisationId, (int)key.Dimension, day, key.Name];

    /// <summary>Adds a day to the series; what is in none yet, to the tallies.</summary>
    private static void Read(IRow row, int organisationId, SignUpSeries series, List<NumberedTally> tallies)
    {
        if (row.IsNull(0)) tallies.Add(SignUpRows.Read(row, 4, organisationId));
        else series.Add((SignUpDimension)row.Int32(0), row.Int32(1), row.Text(2), new PackedDay(row.Bytes(3)));
    }

    /// <summary>
    /// The numbers of the days that are read as a whole, each between commas; null for all: looking for many of them in the text costs
    /// more than it saves.
    /// </summary>
    private static string? CutDays(SignUpQuery query)
    {
        var days = query.CutDays.Take(MostCutDays + 1).ToArray();
        return days.Length > MostCutDays ? null : $",{string.Join(',', days)},";
    }
}

/// <summary>Turns tallies into the parameters of SignUps/add.sql, and rows of the table into tallies.</summary>
internal static class SignUpRows
{
    public static Statement Add { get; } = new("SignUps/add.sql");

    public static SqlValue[] Values(SignUpTally tally) =>
    [
        tally.OrganisationId, tally.Quarter, tally.Origin.Source, tally.Origin.GroupIds, tally.Origin.KeyId, (int)tally.Counts.Submitted,
        (int)tally.Counts.Created, (int)tally.Counts.Repeated, (int)tally.Counts.Pending, (int)tally.Counts.Confirmed,
        (int)tally.Counts.Withdrawn,
    ];

    /// <summary>The number, and the columns from the quarter on.</summary>
    public static NumberedTally Read(IRow row, int first, int organisationId) => new(row.Int64(first), new(
        organisationId, row.Int32(first + 1), new(row.Text(first + 2), row.Text(first + 3), row.Int64(first + 4)), new()
        {
            Submitted = row.Int32(first + 5), Created = row.Int32(first + 6), Repeated = row.Int32(first + 7),
            Pending = row.Int32(first + 8),
            Confirmed = row.Int32(first + 9), Withdrawn = row.Int32(first + 10),
        }));
}
