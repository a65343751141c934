using System.Globalization;

namespace Contacts.PhoneNumbers;

/// <summary>
/// The numbering plans of all regions, out of the embedded numbering-plans.txt. Starting only notes whose line is where;
/// a plan is decoded when a number first needs it. Safe for any number of threads.
/// </summary>
internal static class NumberingPlans
{
    private const int Letters = 26;
    private const int HighestCallingCode = 999;

    // Lines of one calling code are neighbours, the main region first.
    private static readonly string[] Lines = ReadLines();
    private static readonly NumberingPlan?[] Plans = new NumberingPlan?[Lines.Length];

    // Each holds a line number plus one, 0 for none.
    private static readonly ushort[] FirstLineOfCallingCode = new ushort[HighestCallingCode + 1];
    private static readonly ushort[] LastLineOfCallingCode = new ushort[HighestCallingCode + 1];
    private static readonly ushort[] LineOfRegion = new ushort[Letters * Letters];

    static NumberingPlans()
    {
        for (var line = 0; line < Lines.Length; line++)
        {
            var text = Lines[line].AsSpan();
            var codeEnd = text.IndexOf('\t');
            var code = int.Parse(text[..codeEnd], CultureInfo.InvariantCulture);
            if (FirstLineOfCallingCode[code] == 0)
                FirstLineOfCallingCode[code] = (ushort)(line + 1);
            LastLineOfCallingCode[code] = (ushort)(line + 1);

            var region = text[(codeEnd + 1)..];
            if (RegionIndex(region[..region.IndexOf('\t')]) is >= 0 and var index)
                LineOfRegion[index] = (ushort)(line + 1);
        }
    }

    /// <summary>Every plan; asking decodes them.</summary>
    public static IEnumerable<NumberingPlan> All => Enumerable.Range(0, Lines.Length).Select(Plan);

    /// <summary>The regions whose plan has been decoded so far.</summary>
    public static string[] DecodedRegions() => [.. Plans.Select(plan => plan?.Region).OfType<string>()];

    /// <summary>The plan of a region in any case, null where there is no such region.</summary>
    public static NumberingPlan? OfRegion(ReadOnlySpan<char> region) =>
        RegionIndex(region) is >= 0 and var index && LineOfRegion[index] is > 0 and var line ? Plan(line - 1) : null;

    public static bool HasCallingCode(int callingCode) =>
        callingCode is > 0 and <= HighestCallingCode && FirstLineOfCallingCode[callingCode] > 0;

    /// <summary>The plan of the main region of a calling code, null where nobody has that code.</summary>
    public static NumberingPlan? OfCallingCode(int callingCode) =>
        HasCallingCode(callingCode) ? Plan(FirstLineOfCallingCode[callingCode] - 1) : null;

    /// <summary>
    /// The plan that a national number belongs to among those that share its calling code, null for none;
    /// <paramref name="valid"/> says whether that plan has such a number.
    /// </summary>
    public static NumberingPlan? OfNumber(int callingCode, ReadOnlySpan<byte> national, out bool valid)
    {
        valid = false;
        if (OfCallingCode(callingCode) is not { } plan)
            return null;

        var first = FirstLineOfCallingCode[callingCode] - 1;
        var last = LastLineOfCallingCode[callingCode] - 1;
        if (first == last)
        {
            valid = plan.IsValid(national);
            return plan;
        }

        for (var line = first; line <= last; line++)
        {
            plan = Plan(line);
            if (plan.HasLeadingDigits && !plan.MatchesLeadingDigits(national))
                continue;

            valid = plan.IsValid(national);
            if (valid || plan.HasLeadingDigits)
                return plan;
        }

        return null;
    }

    // Two threads may decode the same line; the first to store it wins.
    private static NumberingPlan Plan(int line)
    {
        if (Volatile.Read(ref Plans[line]) is { } known)
            return known;

        var decoded = new NumberingPlan(Lines[line]);
        return Interlocked.CompareExchange(ref Plans[line], decoded, null) ?? decoded;
    }

    private static int RegionIndex(ReadOnlySpan<char> region) =>
        region.Length == 2 && char.IsAsciiLetter(region[0]) && char.IsAsciiLetter(region[1])
            ? (((region[0] | 0x20) - 'a') * Letters) + ((region[1] | 0x20) - 'a')
            : -1;

    private static string[] ReadLines()
    {
        using var resource = typeof(NumberingPlans).Assembly.GetManifestResourceStream("numbering-plans.txt")
            ?? throw new InvalidOperationException("The numbering plans are not embedded in the assembly.");
        using var reader = new StreamReader(resource);
        reader.ReadLine(); // says which version it is
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
