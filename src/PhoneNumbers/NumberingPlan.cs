using System.Globalization;
using System.Numerics;

namespace Contacts.PhoneNumbers;

/// <summary>The numbers of one region, or of a calling code that belongs to no region. Each pattern is made when first needed.</summary>
internal sealed class NumberingPlan
{
    // Where the fields of a line of numbering-plans.txt are; build-metadata.mjs says what they hold.
    private const int RegionField = 1;
    private const int LengthsField = 2;
    private const int PatternField = 3;
    private const int InternationalPrefixField = 4;
    private const int NationalPrefixField = 5;
    private const int TransformField = 6;
    private const int LeadingDigitsField = 7;
    private const int FirstKindField = 8;
    private const string NoRegion = "001";

    private readonly Lazy<DigitPattern> _pattern;
    private readonly Lazy<DigitPattern>? _internationalPrefix;
    private readonly Lazy<NationalPrefix>? _nationalPrefix;
    private readonly Lazy<DigitPattern>? _leadingDigits;
    private readonly uint _lengths;
    private readonly (uint Lengths, Lazy<DigitPattern> Pattern)[] _kinds;

    public NumberingPlan(string line)
    {
        var fields = line.Split('\t');
        CallingCode = int.Parse(fields[0], CultureInfo.InvariantCulture);
        Region = fields[RegionField] == NoRegion ? null : fields[RegionField];
        _lengths = Lengths(fields[LengthsField]);
        _pattern = Pattern(fields[PatternField]);
        _internationalPrefix = OptionalPattern(fields[InternationalPrefixField]);
        _leadingDigits = OptionalPattern(fields[LeadingDigitsField]);
        _kinds = Array.ConvertAll(fields[FirstKindField..], Kind);
        var (nationalPrefix, transform) = (fields[NationalPrefixField], fields[TransformField]);
        _nationalPrefix = nationalPrefix.Length == 0 ? null : new(() => new NationalPrefix(nationalPrefix, transform));
    }

    public int CallingCode { get; }

    /// <summary>Null where the plan is no region's.</summary>
    public string? Region { get; }

    /// <summary>Whether first digits alone tell this region's numbers from others of the same calling code.</summary>
    public bool HasLeadingDigits => _leadingDigits is not null;

    public bool MatchesLeadingDigits(ReadOnlySpan<byte> national) => _leadingDigits?.Value.MatchPrefix(national) >= 0;

    /// <summary>Whether the plan gives this national number to any kind of subscriber.</summary>
    public bool IsValid(ReadOnlySpan<byte> national)
    {
        if (!Has(_lengths, national.Length) || !LooksRight(national))
            return false;

        foreach (var (lengths, pattern) in _kinds)
        {
            if (Has(lengths, national.Length) && pattern.Value.MatchesAll(national))
                return true;
        }

        return false;
    }

    /// <summary>Whether the national number has the shape of the plan's numbers, taken or not.</summary>
    public bool LooksRight(ReadOnlySpan<byte> national) => _pattern.Value.MatchesAll(national);

    /// <summary>None, TooShort, TooLong, or NotValid for a length in between that the plan does not use.</summary>
    public PhoneNumberError CheckLength(int length) =>
        length < BitOperations.TrailingZeroCount(_lengths) ? PhoneNumberError.TooShort
        : length > BitOperations.Log2(_lengths) ? PhoneNumberError.TooLong
        : Has(_lengths, length) ? PhoneNumberError.None
        : PhoneNumberError.NotValid;

    /// <summary>How many digits at the beginning are a way to dial abroad from here, 0 for none.</summary>
    public int InternationalPrefixLength(ReadOnlySpan<byte> digits)
    {
        var length = int.Max(_internationalPrefix?.Value.MatchPrefix(digits) ?? 0, 0);
        // No calling code begins with 0, so a 0 behind the prefix says that it was none.
        return length < digits.Length && digits[length] == 0 ? 0 : length;
    }

    /// <summary>
    /// The number without its national prefix, in <paramref name="target"/>, and its length; -1 where it has none or where it is
    /// a good number with it and would be none without.
    /// </summary>
    public int RemoveNationalPrefix(ReadOnlySpan<byte> number, Span<byte> target)
    {
        var length = _nationalPrefix?.Value.Remove(number, target) ?? -1;
        return length >= 0 && LooksRight(number) && !LooksRight(target[..length]) ? -1 : length;
    }

    private static bool Has(uint lengths, int length) => length < 32 && (lengths >> length & 1) != 0;

    private static Lazy<DigitPattern> Pattern(string pattern) => new(() => new DigitPattern(pattern));

    private static Lazy<DigitPattern>? OptionalPattern(string pattern) => pattern.Length == 0 ? null : Pattern(pattern);

    private static (uint Lengths, Lazy<DigitPattern> Pattern) Kind(string field)
    {
        var space = field.IndexOf(' ', StringComparison.Ordinal);
        return (Lengths(field[..space]), Pattern(field[(space + 1)..]));
    }

    // "7,9-10" as a set: bit n for length n.
    private static uint Lengths(string ranges)
    {
        var lengths = 0u;
        foreach (var range in ranges.Split(','))
        {
            var ends = range.Split('-');
            var last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (var length = int.Parse(ends[0], CultureInfo.InvariantCulture); length <= last; length++)
                lengths |= 1u << length;
        }

        return lengths;
    }
}
