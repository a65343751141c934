namespace Contacts.PhoneNumbers;

/// <summary>
/// What people dial before a national number at home: a trunk prefix, a carrier code, or a local number's missing area code.
/// The transform, where there is one, says what to put in its place: digits, and $n for group n of the pattern.
/// </summary>
internal sealed class NationalPrefix(string pattern, string transform)
{
    /// <summary>The most digits that a transform adds to a number, with room to spare.</summary>
    public const int MostDigitsAdded = 8;

    private readonly DigitPattern _pattern = new(pattern);

    /// <summary>Writes the number without its prefix to <paramref name="target"/>; returns its length, -1 where it has none.</summary>
    public int Remove(ReadOnlySpan<byte> number, Span<byte> target)
    {
        Span<int> groups = stackalloc int[_pattern.GroupCount * 2];
        var prefixLength = _pattern.MatchPrefix(number, groups);
        if (prefixLength < 0)
            return -1;

        // A transform speaks of numbers that its last group has found; for others the prefix just goes.
        var transforms = transform.Length > 0 && groups.Length > 0 && groups[^1] > groups[^2];
        var count = transforms ? Transform(number, groups, target) : 0;
        var rest = number[prefixLength..];
        rest.CopyTo(target[count..]);
        return count + rest.Length;
    }

    private int Transform(ReadOnlySpan<byte> number, ReadOnlySpan<int> groups, Span<byte> target)
    {
        var count = 0;
        for (var i = 0; i < transform.Length; i++)
        {
            if (transform[i] != '$')
            {
                target[count++] = (byte)(transform[i] - '0');
                continue;
            }

            var group = (transform[++i] - '1') * 2;
            var captured = groups[group] < 0 ? default : number[groups[group]..groups[group + 1]];
            captured.CopyTo(target[count..]);
            count += captured.Length;
        }

        return count;
    }
}
