namespace Contacts.Core.Analytics;

/// <summary>
/// The counts of one day, packed so that a report of a year reads few of its numbers: the sum of the day; then for each hour that has any
/// its number (0 to 23), the length of what follows of it, the sum of the hour, and its quarters. Sums and quarters are a byte with a bit
/// for each number that is not 0 (and the quarter of the hour, 0 to 3, above them), and those numbers. Numbers have seven bits a byte, the
/// lowest first.
/// </summary>
public readonly ref struct PackedDay(ReadOnlySpan<byte> packed)
{
    /// <summary>The sum of the whole day is in no more than the first so many bytes.</summary>
    public const int LongestSum = 1 + (Numbers * 10);

    internal const int Numbers = 6;
    internal const int QuartersOfHour = 4;

    private readonly ReadOnlySpan<byte> _packed = packed;

    /// <summary>The sum of the quarters from one to before another, 0 to 96.</summary>
    public SignUpCounts Sum(int from, int to)
    {
        if (_packed.IsEmpty) return default;
        var at = 0;
        var day = Next(ref at).Counts;
        // Days of a zone begin some hours before or after those of UTC: of the two parts of a day the shorter one is added up.
        if (from <= 0 && to > Quarter.InDay / 2) return to >= Quarter.InDay ? day : day - SumOfHours(to, Quarter.InDay, at);
        if (to >= Quarter.InDay && from < Quarter.InDay / 2) return day - SumOfHours(0, from, at);
        return SumOfHours(from, to, at);
    }

    private SignUpCounts SumOfHours(int from, int to, int at)
    {
        var sum = default(SignUpCounts);
        while (at < _packed.Length)
        {
            var first = _packed[at++] * QuartersOfHour;
            if (first >= to) break;
            var length = (int)Number(ref at);
            if (first + QuartersOfHour > from) sum += SumOfHour(from - first, to - first, at, at + length);
            at += length;
        }
        return sum;
    }

    private SignUpCounts SumOfHour(int from, int to, int at, int end)
    {
        var sum = Next(ref at).Counts;
        if (from <= 0 && to >= QuartersOfHour) return sum;
        sum = default;
        while (at < end)
            if (Next(ref at) is var (quarter, counts) && quarter >= from && quarter < to) sum += counts;
        return sum;
    }

    private (int Quarter, SignUpCounts Counts) Next(ref int at)
    {
        int mask = _packed[at++];
        return (mask >> Numbers, new()
        {
            Submitted = Next(mask & 1, ref at), Created = Next(mask & 2, ref at), Repeated = Next(mask & 4, ref at),
            Pending = Next(mask & 8, ref at), Confirmed = Next(mask & 16, ref at), Withdrawn = Next(mask & 32, ref at),
        });
    }

    private long Next(int isThere, ref int at) => isThere == 0 ? 0 : Number(ref at);

    private long Number(ref int at)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = _packed[at++];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
