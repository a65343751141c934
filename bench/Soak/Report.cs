using System.Diagnostics;
using System.Globalization;
using Contacts.Testing.Otlp;
using Contacts.Testing.Workload;
using Npgsql;
using static System.FormattableString;

namespace Contacts.Soak;

/// <summary>
/// What the processes hold after each load, summed over all of them; and whether it grew once everything had had time to fill.
/// </summary>
internal sealed class Report(Scene scene, Collector collector)
{
    /// <summary>Minutes. Longer than anything of size is kept that nobody uses: groups for four minutes, grains for three here.</summary>
    private const double WarmUp = 5;

    /// <summary>Minutes. What is held stems from the calls of so much time, about.</summary>
    private const double Memory = 3;

    private const int FewestSamples = 12;

    /// <summary>
    /// Growth that counts as a leak: a share of what there is, and not less than so much. The working set is at the collector's discretion,
    /// and threads and connections come and go with the moment.
    /// </summary>
    private static readonly (string Name, string Unit, double Share, double Least)[] _kinds =
    [
        ("memory", "MB", 0.25, 50), ("heap", "MB", 0.1, 5), ("activations", "", 0.2, 200), ("handles", "", 0.1, 10),
        ("threads", "", 0.5, 25),
        ("connections", "", 0.5, 20),
    ];

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Heaps _heaps = new(collector);
    private readonly List<(double Minute, int Calls, double[] Values)> _samples = [];

    public double Minutes => _time.Elapsed.TotalMinutes;

    public async Task SampleAsync(int calls)
    {
        var heap = await _heaps.CollectAsync([.. scene.Fleet.Places.Select(place => place.Silo.Id)]);
        var processes = scene.Fleet.Places.Select(place => Process.GetProcessById(place.Silo.Id)).ToList();
        double[] values =
        [
            processes.Sum(process => process.WorkingSet64 / 1048576.0),
            heap,
            collector.Points.Where(point => point.Name == "orleans-catalog-activations").Sum(point => point.Value),
            processes.Sum(process => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length),
            processes.Sum(process => process.Threads.Count),
            await ConnectionsAsync(),
        ];
        processes.ForEach(process => process.Dispose());
        _samples.Add((Minutes, calls, values));
        var held = string.Join("  ", _kinds.Zip(values, (kind, value) => Invariant($"{kind.Name} {value:F0} {kind.Unit}").TrimEnd()));
        Console.WriteLine(Invariant($"{Minutes,6:F1} min  {calls,7} calls checked  {held}"));
    }

    /// <summary>How many kinds leak: 0 where all is well.</summary>
    public int Conclude()
    {
        var warm = _samples.Where(sample => sample.Minute > WarmUp)
            .Select(sample => (sample.Minute, Load: LoadAt(sample.Minute), sample.Values)).ToArray();
        if (warm.Length < FewestSamples)
        {
            Console.WriteLine(Invariant(
                $"No verdict: it takes {FewestSamples} loads after the first {WarmUp} minutes, in which caches fill."));
            return 0;
        }
        var leaks = 0;
        for (var i = 0; i < _kinds.Length; i++)
        {
            var (name, unit, share, least) = _kinds[i];
            var growth = Trend.Growth([.. warm.Select(sample => (sample.Minute, sample.Load, sample.Values[i]))]);
            var isLeak = growth > Math.Max(least, share * warm.Average(sample => sample.Values[i]));
            if (isLeak) leaks++;
            var verdict = isLeak ? "LEAKS" : "no leak";
            Console.WriteLine(Invariant(
                $"{name}: {growth:+0.0;-0.0;0} {unit} from minute {warm[0].Minute:F0} to {warm[^1].Minute:F0}: {verdict}"));
        }
        return leaks;
    }

    /// <summary>Calls a minute of late.</summary>
    private double LoadAt(double minute)
    {
        var start = _samples.LastOrDefault(sample => sample.Minute <= minute - Memory).Minute;
        return _samples.Where(sample => sample.Minute > start && sample.Minute <= minute).Sum(sample => sample.Calls) / (minute - start);
    }

    private async Task<double> ConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command =
            new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'contacts%'", connection);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
