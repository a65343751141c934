using System.Globalization;

namespace Contacts.Core.Analytics;

/// <summary>
/// The names under which a tally counts in a dimension. Of sources an organisation has at most <see cref="MostSources"/> a day (of UTC), in
/// order of arrival; those beyond are <see cref="Other"/>. Not thread-safe.
/// </summary>
public sealed class SignUpNames
{
    public const int MostSources = 1000;

    /// <summary>The name of all sources beyond the bound.</summary>
    public const string Other = "other";

    private readonly Dictionary<int, HashSet<string>> _sources = [];

    /// <summary>Notes a source that a day has already.</summary>
    public void Know(int day, string source)
    {
        if (source is not ("" or Other)) SourcesOf(day).Add(source);
    }

    /// <summary>One, but for groups: each that the sign-up named.</summary>
    public IEnumerable<string> Of(SignUpTally tally, SignUpDimension dimension) => dimension switch
    {
        SignUpDimension.Source => [SourceOf(Quarter.DayOf(tally.Quarter), tally.Origin.Source)],
        SignUpDimension.Group => tally.Origin.GroupIds.Split(','),
        SignUpDimension.Key => [tally.Origin.KeyId.ToString(CultureInfo.InvariantCulture)],
        _ => [""],
    };

    private string SourceOf(int day, string source)
    {
        if (source is "" or Other) return source;
        var sources = SourcesOf(day);
        if (sources.Count >= MostSources) return sources.Contains(source) ? source : Other;
        sources.Add(source);
        return source;
    }

    private HashSet<string> SourcesOf(int day)
    {
        if (!_sources.TryGetValue(day, out var sources)) _sources.Add(day, sources = new(StringComparer.Ordinal));
        return sources;
    }
}
