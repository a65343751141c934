namespace Contacts.Core.Analytics;

/// <summary>Counts by the quarters of one day, to be packed as <see cref="PackedDay"/> reads them.</summary>
public sealed class QuarterCounts
{
    private readonly SignUpCounts[] _quarters = new SignUpCounts[Quarter.InDay];

    /// <summary>Adds to a quarter of the day, 0 to 95.</summary>
    public void Add(int quarter, SignUpCounts counts) => _quarters[quarter] += counts;

    /// <summary>Adds a packed day.</summary>
    public void Add(PackedDay day)
    {
        for (var quarter = 0; quarter < _quarters.Length; quarter++) Add(quarter, day.Sum(quarter, quarter + 1));
    }

    /// <summary>Empty where nothing was counted.</summary>
    public byte[] Pack()
    {
        var packed = new List<byte>();
        for (var hour = 0; hour < Quarter.InDay / PackedDay.QuartersOfHour; hour++)
            if (Sum(hour * PackedDay.QuartersOfHour, PackedDay.QuartersOfHour) is var sum && sum != default) PackHour(packed, hour, sum);
        if (packed.Count == 0) return [];
        var total = new List<byte>();
        Pack(total, 0, Sum(0, Quarter.InDay));
        return [.. total, .. packed];
    }

    private void PackHour(List<byte> packed, int hour, SignUpCounts sum)
    {
        var block = new List<byte>();
        Pack(block, 0, sum);
        for (var quarter = 0; quarter < PackedDay.QuartersOfHour; quarter++)
            if (_quarters[(hour * PackedDay.QuartersOfHour) + quarter] is var counts && counts != default) Pack(block, quarter, counts);
        packed.Add((byte)hour);
        PackNumber(packed, block.Count);
        packed.AddRange(block);
    }

    private static void Pack(List<byte> packed, int quarter, SignUpCounts counts)
    {
        ReadOnlySpan<long> numbers =
            [counts.Submitted, counts.Created, counts.Repeated, counts.Pending, counts.Confirmed, counts.Withdrawn];
        packed.Add((byte)(quarter << PackedDay.Numbers));
        var mask = packed.Count - 1;
        for (var i = 0; i < PackedDay.Numbers; i++)
        {
            if (numbers[i] == 0) continue;
            packed[mask] |= (byte)(1 << i);
            PackNumber(packed, numbers[i]);
        }
    }

    private static void PackNumber(List<byte> packed, long number)
    {
        for (var rest = (ulong)number; ; rest >>= 7)
        {
            packed.Add((byte)(rest < 0x80 ? rest : rest | 0x80));
            if (rest < 0x80) return;
        }
    }

    private SignUpCounts Sum(int first, int count)
    {
        var sum = default(SignUpCounts);
        for (var quarter = first; quarter < first + count; quarter++) sum += _quarters[quarter];
        return sum;
    }
}
