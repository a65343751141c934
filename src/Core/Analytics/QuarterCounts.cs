using System.Collections.Immutable;

namespace Contacts.Core.Analytics;

/// <summary>
/// Counts by the quarters of one day, packed: for each quarter that has any its number (0 to 95), a byte with a bit for each number that is
/// not 0, and those numbers, seven bits a byte, the lowest first.
/// </summary>
public sealed class QuarterCounts
{
    private const int Numbers = 6;

    private readonly SignUpCounts[] _quarters = new SignUpCounts[Quarter.InDay];

    /// <summary>The quarters of a packed day that have any, in order; none of a default array.</summary>
    public static IEnumerable<(int Quarter, SignUpCounts Counts)> Read(ImmutableArray<byte> packed)
    {
        for (var at = 0; !packed.IsDefault && at < packed.Length;)
        {
            var (quarter, mask) = (packed[at], packed[at + 1]);
            at += 2;
            var counts = new SignUpCounts
            {
                Submitted = Next(packed, mask, 0, ref at), Created = Next(packed, mask, 1, ref at), Repeated = Next(packed, mask, 2, ref at),
                Pending = Next(packed, mask, 3, ref at), Confirmed = Next(packed, mask, 4, ref at), Withdrawn = Next(packed, mask, 5, ref at),
            };
            yield return (quarter, counts);
        }
    }

    /// <summary>Adds to a quarter of the day, 0 to 95.</summary>
    public void Add(int quarter, SignUpCounts counts) => _quarters[quarter] += counts;

    public byte[] Pack()
    {
        var packed = new List<byte>();
        for (var quarter = 0; quarter < _quarters.Length; quarter++)
            if (_quarters[quarter] != default) Pack(packed, quarter, _quarters[quarter]);
        return [.. packed];
    }

    private static void Pack(List<byte> packed, int quarter, SignUpCounts counts)
    {
        ReadOnlySpan<long> numbers =
            [counts.Submitted, counts.Created, counts.Repeated, counts.Pending, counts.Confirmed, counts.Withdrawn];
        packed.Add((byte)quarter);
        packed.Add(0);
        var mask = packed.Count - 1;
        for (var i = 0; i < Numbers; i++)
        {
            if (numbers[i] == 0) continue;
            packed[mask] |= (byte)(1 << i);
            for (var rest = (ulong)numbers[i]; ; rest >>= 7)
            {
                packed.Add((byte)(rest < 0x80 ? rest : rest | 0x80));
                if (rest < 0x80) break;
            }
        }
    }

    private static long Next(ImmutableArray<byte> packed, byte mask, int number, ref int at)
    {
        if ((mask & (1 << number)) == 0) return 0;
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = packed[at++];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
