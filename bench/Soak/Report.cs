using System.Diagnostics;
using System.Globalization;
using Contacts.Cluster.Tests.Workload;
using Npgsql;
using static System.FormattableString;

namespace Contacts.Soak;

/// <summary>What the processes hold after each load, and whether it grew over the second half of the time.</summary>
internal sealed class Report(Scene scene)
{
    /// <summary>Growth over the second half that counts as a leak: a share of what there is, and not less than so much.</summary>
    private static readonly (string Name, string Unit, double Share, double Least)[] _kinds =
        [("memory", "MB", 0.1, 20), ("handles", "", 0.1, 10), ("threads", "", 0.1, 5), ("connections", "", 0.1, 10)];

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly List<(double Minute, double[] Values)> _samples = [];

    public double Minutes => _time.Elapsed.TotalMinutes;

    /// <summary>Sums over all processes.</summary>
    public async Task SampleAsync(int calls)
    {
        var processes = scene.Fleet.Places.Select(place => Process.GetProcessById(place.Silo.Id)).ToList();
        double[] values =
        [
            processes.Sum(process => process.WorkingSet64 / 1048576.0),
            processes.Sum(process => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length),
            processes.Sum(process => process.Threads.Count),
            await ConnectionsAsync(),
        ];
        processes.ForEach(process => process.Dispose());
        _samples.Add((Minutes, values));
        var held = string.Join("  ", _kinds.Zip(values, (kind, value) => Invariant($"{kind.Name} {value:F0} {kind.Unit}").TrimEnd()));
        Console.WriteLine(Invariant($"{Minutes,6:F1} min  {calls,7} calls checked  {held}"));
    }

    /// <summary>0 where nothing leaks.</summary>
    public int Conclude()
    {
        var half = _samples[(_samples.Count / 2)..];
        var leaks = 0;
        for (var i = 0; i < _kinds.Length; i++)
        {
            var (name, unit, share, least) = _kinds[i];
            var growth = Slope([.. half.Select(sample => (sample.Minute, sample.Values[i]))]) * (half[^1].Minute - half[0].Minute);
            var isLeak = growth > Math.Max(least, share * half[0].Values[i]);
            if (isLeak) leaks++;
            Console.WriteLine(Invariant($"{name}: {growth:+0.0;-0.0} {unit} over the second half: {(isLeak ? "LEAKS" : "no leak")}"));
        }
        return leaks;
    }

    /// <summary>Least squares, a minute.</summary>
    private static double Slope((double X, double Y)[] points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - x) * (point.X - x));
        return spread == 0 ? 0 : points.Sum(point => (point.X - x) * (point.Y - y)) / spread;
    }

    private async Task<double> ConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(scene.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'contacts'", connection);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
