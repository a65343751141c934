using System.Text;

namespace Contacts.Core.Email;

/// <summary>RFC 3492 for one label, without the <c>xn--</c>; null for what is too long for a label or no encoding of anything.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int LabelLimit = 63 - 4;

    public static string? EncodeOrNull(string label)
    {
        // Every character takes at least one place in the encoding; this also keeps all deltas far from overflow.
        var points = label.EnumerateRunes().Select(rune => rune.Value).ToArray();
        if (points.Length > LabelLimit) return null;
        var output = new StringBuilder(LabelLimit);
        foreach (var point in points)
            if (point < 128) output.Append((char)point);
        var basic = output.Length;
        var done = basic;
        if (basic > 0) output.Append('-');

        var delta = 0;
        var bias = 72;
        for (var n = 128; done < points.Length; n++)
        {
            var next = points.Where(point => point >= n).Min();
            delta += (next - n) * (done + 1);
            n = next;
            foreach (var point in points)
            {
                if (point < n) delta++;
                if (point != n) continue;
                AppendNumber(output, delta, bias);
                bias = Adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
            delta++;
        }
        return output.Length <= LabelLimit ? output.ToString() : null;
    }

    public static string? DecodeOrNull(ReadOnlySpan<char> encoded)
    {
        if (encoded.Length > LabelLimit) return null;
        var hyphen = encoded.LastIndexOf('-');
        var points = new List<int>(encoded.Length);
        for (var i = 0; i < hyphen; i++) points.Add(encoded[i]);
        var rest = encoded[(hyphen + 1)..];

        long n = 128, index = 0;
        var bias = 72;
        while (!rest.IsEmpty)
        {
            if (!TryReadNumber(ref rest, bias, out var delta)) return null;
            index += delta;
            var count = points.Count + 1;
            bias = Adapt(delta, count, points.Count == Math.Max(hyphen, 0));
            n += index / count;
            index %= count;
            if (!Rune.IsValid((int)Math.Min(n, int.MaxValue))) return null;
            points.Insert((int)index++, (int)n);
        }
        var text = new StringBuilder(points.Count);
        foreach (var point in points) text.Append(new Rune(point));
        return text.ToString();
    }

    private static void AppendNumber(StringBuilder output, int value, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var t = Math.Clamp(k - bias, TMin, TMax);
            if (value < t) break;
            output.Append(Digit(t + (value - t) % (Base - t)));
            value = (value - t) / (Base - t);
        }
        output.Append(Digit(value));
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> rest, int bias, out int value)
    {
        long sum = 0, weight = 1;
        value = 0;
        for (var k = Base; ; k += Base)
        {
            if (rest.IsEmpty) return false;
            var digit = rest[0] switch { >= 'a' and <= 'z' => rest[0] - 'a', >= '0' and <= '9' => rest[0] - '0' + 26, _ => -1 };
            if (digit < 0) return false;
            rest = rest[1..];
            sum += digit * weight;
            if (sum > int.MaxValue) return false;
            var t = Math.Clamp(k - bias, TMin, TMax);
            if (digit < t) break;
            weight *= Base - t;
            if (weight > int.MaxValue) return false;
        }
        value = (int)sum;
        return true;
    }

    private static int Adapt(int delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base) delta /= Base - TMin;
        return k + (Base - TMin + 1) * delta / (delta + 38);
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
