namespace Contacts.Soak;

/// <summary>
/// How a quantity grew with time alone: what it owes to a load that was heavier or lighter meanwhile is taken out (least squares in
/// both).
/// </summary>
internal static class Trend
{
    /// <summary>The growth from the first moment to the last.</summary>
    public static double Growth(IReadOnlyList<(double Time, double Load, double Value)> samples)
    {
        var (time, load, value) = (samples.Average(it => it.Time), samples.Average(it => it.Load), samples.Average(it => it.Value));
        double tt = 0, ll = 0, tl = 0, tv = 0, lv = 0;
        foreach (var it in samples)
        {
            var (t, l, v) = (it.Time - time, it.Load - load, it.Value - value);
            (tt, ll, tl, tv, lv) = (tt + (t * t), ll + (l * l), tl + (t * l), tv + (t * v), lv + (l * v));
        }
        var determinant = (tt * ll) - (tl * tl);
        // Under an even load there is nothing to take out.
        var slope = determinant > 1e-6 * tt * ll ? ((tv * ll) - (lv * tl)) / determinant : tv / tt;
        return slope * (samples[^1].Time - samples[0].Time);
    }
}
