using System.Diagnostics.Metrics;
using Contacts.Core.Imports;

namespace Contacts.Grains.Imports;

/// <summary>What can be seen of imports: rows by outcome, and how many jobs this process has in hand.</summary>
internal static class ImportTelemetry
{
    private static readonly Meter _meter = new("Contacts.Grains");
    private static readonly Counter<long> _rows =
        _meter.CreateCounter<long>("contacts.import.rows", "{row}", "Rows of imports that were done, by outcome.");

    private static readonly UpDownCounter<int> _running =
        _meter.CreateUpDownCounter<int>("contacts.import.running", "{job}", "Imports that this process has in hand.");

    public static void Runs(int jobs) => _running.Add(jobs);

    public static void Done(ImportJob before, ImportJob after)
    {
        Count(after.Created - before.Created, "created");
        Count(after.Updated - before.Updated, "updated");
        Count(after.Unchanged - before.Unchanged, "unchanged");
        Count(after.Failed - before.Failed, "failed");
    }

    private static void Count(long rows, string outcome)
    {
        if (rows > 0) _rows.Add(rows, new KeyValuePair<string, object?>("outcome", outcome));
    }
}
