using System.Collections.Immutable;

namespace Contacts.Core.Analytics;

/// <summary>
/// Adds up what a store has counted, in the buckets of a query. Days are added as they are read, and not kept. Not thread-safe.
/// </summary>
public sealed class SignUpSeries
{
    private readonly SignUpQuery _query;
    private readonly int[] _bucketOf;
    private readonly Dictionary<string, SignUpCounts[]> _series = new(StringComparer.Ordinal);
    private readonly List<(int Day, string Source)> _sources = [];
    private SignUpCounts _totals;

    public SignUpSeries(SignUpQuery query)
    {
        _query = query;
        _bucketOf = Buckets(query);
        if (query.GroupBy == SignUpDimension.None) SeriesOf("");
    }

    /// <summary>The names that were counted.</summary>
    public ImmutableArray<string> Names => [.. _series.Keys];

    /// <summary>The report; <paramref name="keyOf"/> is what it calls a name.</summary>
    public SignUpReport ToReport(Func<string, string> keyOf)
    {
        var buckets = _query.Edges.Length - 1;
        if ((long)buckets * _series.Count > SignUpQuery.MostBuckets) return new() { TooManyKeys = _series.Count };
        var series = _series.Select(one => (Key: keyOf(one.Key), Counts: one.Value))
            .OrderBy(one => one.Key, StringComparer.Ordinal).ToArray();
        var all = ImmutableArray.CreateBuilder<SignUpBucket>(buckets * series.Length);
        for (var i = 0; i < buckets; i++)
        {
            var start = Quarter.Start(_query.Edges[i]);
            foreach (var (key, counts) in series) all.Add(new() { Start = start, Key = key, Counts = counts[i] });
        }
        return new() { Buckets = all.MoveToImmutable(), Totals = _totals };
    }

    /// <summary>For each quarter of the query the number of its bucket.</summary>
    private static int[] Buckets(SignUpQuery query)
    {
        var buckets = new int[query.To - query.From];
        var bucket = 0;
        for (var quarter = query.From; quarter < query.To; quarter++)
        {
            if (quarter >= query.Edges[bucket + 1]) bucket++;
            buckets[quarter - query.From] = bucket;
        }
        return buckets;
    }

    /// <summary>
    /// Adds a day of UTC of one name of a dimension: a source, the id of a group, or that of a key; "" where there is none.
    /// </summary>
    public void Add(SignUpDimension dimension, int day, string name, PackedDay counts)
    {
        var first = day * Quarter.InDay;
        var (from, to) = (Math.Max(first, _query.From), Math.Min(first + Quarter.InDay, _query.To));
        if (dimension == SignUpDimension.None) _totals += counts.Sum(from - first, to - first);
        if (dimension == _query.GroupBy) AddToBuckets(name, counts, first, from, to);
        if (dimension == SignUpDimension.Source) _sources.Add((day, name));
    }

    /// <summary>Adds what is in no day yet, when all days are added: it gets the names that it will have there.</summary>
    public void Add(IReadOnlyList<NumberedTally> tallies)
    {
        var names = new SignUpNames();
        var days = tallies.Select(tally => Quarter.DayOf(tally.Tally.Quarter)).ToHashSet();
        foreach (var (day, source) in _sources)
            if (days.Contains(day)) names.Know(day, source);
        foreach (var (_, tally) in tallies.OrderBy(tally => tally.Number))
        {
            var all = names.Of(tally, _query.GroupBy); // Also of those outside: they take their places among the sources of the day.
            var place = tally.Quarter - _query.From;
            if (place < 0 || place >= _bucketOf.Length) continue;
            _totals += tally.Counts;
            foreach (var name in all) SeriesOf(name)[_bucketOf[place]] += tally.Counts;
        }
    }

    private void AddToBuckets(string name, PackedDay packed, int first, int from, int to)
    {
        for (var (at, end) = (from, from); at < to; at = end)
        {
            var bucket = _bucketOf[at - _query.From];
            end = Math.Min(to, _query.Edges[bucket + 1]);
            if (packed.Sum(at - first, end - first) is var counts && counts != default) SeriesOf(name)[bucket] += counts;
        }
    }

    private SignUpCounts[] SeriesOf(string name)
    {
        if (!_series.TryGetValue(name, out var series)) _series.Add(name, series = new SignUpCounts[_query.Edges.Length - 1]);
        return series;
    }
}
