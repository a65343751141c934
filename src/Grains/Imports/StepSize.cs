namespace Contacts.Grains.Imports;

/// <summary>
/// How many rows a step takes: as many as are done in a given time, by the pace of the last one. Never only a few: each step costs
/// something by itself. Not thread-safe.
/// </summary>
internal sealed class StepSize(int most, TimeSpan target)
{
    private const int Least = 256;
    private const double MostGrowth = 2;

    public int Rows { get; private set; } = Math.Min(Least, most);

    /// <summary>Learns how long a step has taken.</summary>
    public void Took(int rows, TimeSpan time)
    {
        var pace = target / TimeSpan.FromTicks(Math.Max(1, time.Ticks));
        Rows = (int)Math.Clamp(rows * Math.Clamp(pace, 1 / MostGrowth, MostGrowth), Math.Min(Least, most), most);
    }
}
