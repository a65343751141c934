namespace Contacts.PhoneNumbers;

/// <summary>
/// One of the metadata's regular expressions, made to run over digit values (0 to 9) instead of characters. It means what the same
/// expression means to <c>Regex</c>: the first alternative that fits wins, groups are captured. Immutable once made.
/// </summary>
/// <remarks>
/// A program of steps that only jump forward, because no pattern repeats without a bound. So one backward pass knows for each step
/// which digits may come next, and a choice mostly sees from the next digit which way to go instead of trying both.
/// </remarks>
internal sealed class DigitPattern
{
    /// <summary>In a set of next digits: the pattern may end here, or says nothing about the next digit.</summary>
    internal const ushort MayEnd = 1 << 10;

    private readonly Step[] _steps;
    private readonly ushort[] _next;

    public DigitPattern(string pattern)
    {
        (_steps, GroupCount) = DigitPatternCompiler.Compile(pattern);
        _next = NextDigits(_steps);
    }

    internal enum Kind : byte
    {
        Digit,
        Choice,
        Jump,
        Mark,
        TextEnd,
        Match,
    }

    public int GroupCount { get; }

    /// <summary>Whether all the digits fit the pattern.</summary>
    public bool MatchesAll(ReadOnlySpan<byte> digits) => Run(digits, 0, 0, new Mode(true, default)) >= 0;

    /// <summary>How many digits at the beginning fit the pattern, as a regular expression would choose them; -1 for no match.</summary>
    public int MatchPrefix(ReadOnlySpan<byte> digits) => Run(digits, 0, 0, new Mode(false, default));

    /// <summary>
    /// The same; <paramref name="groups"/>, twice as many as <see cref="GroupCount"/>, receives start and end of each group, -1 for one
    /// that took no part.
    /// </summary>
    public int MatchPrefix(ReadOnlySpan<byte> digits, Span<int> groups)
    {
        groups.Fill(-1);
        return Run(digits, 0, 0, new Mode(false, groups));
    }

    private int Run(ReadOnlySpan<byte> digits, int at, int position, Mode mode)
    {
        while (true)
        {
            var step = _steps[at];
            switch (step.Kind)
            {
                case Kind.Digit when position < digits.Length && (step.Digits >> digits[position] & 1) != 0:
                    position++;
                    at++;
                    break;
                case Kind.Choice when !MayGo(at + 1, digits, position, mode):
                    at = step.Target;
                    break;
                case Kind.Choice when !MayGo(step.Target, digits, position, mode):
                    at++;
                    break;
                case Kind.Choice:
                    if (Run(digits, at + 1, position, mode) is >= 0 and var end)
                        return end;
                    at = step.Target;
                    break;
                case Kind.Jump:
                    at = step.Target;
                    break;
                case Kind.Mark when mode.Groups.IsEmpty:
                    at++;
                    break;
                case Kind.Mark:
                    return RunMarked(digits, at, position, mode);
                case Kind.TextEnd when position == digits.Length:
                    at++;
                    break;
                case Kind.Match when !mode.Whole || position == digits.Length:
                    return position;
                default:
                    return -1;
            }
        }
    }

    private int RunMarked(ReadOnlySpan<byte> digits, int at, int position, Mode mode)
    {
        ref var mark = ref mode.Groups[_steps[at].Target];
        var before = mark;
        mark = position;
        var end = Run(digits, at + 1, position, mode);
        if (end < 0)
            mark = before;
        return end;
    }

    private bool MayGo(int at, ReadOnlySpan<byte> digits, int position, Mode mode)
    {
        var wanted = position == digits.Length ? MayEnd
            : mode.Whole ? 1 << digits[position]
            : MayEnd | (1 << digits[position]);
        return (_next[at] & wanted) != 0;
    }

    private static ushort[] NextDigits(Step[] steps)
    {
        var next = new ushort[steps.Length];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            next[i] = steps[i].Kind switch
            {
                Kind.Digit => steps[i].Digits,
                Kind.Choice => (ushort)(next[i + 1] | next[steps[i].Target]),
                Kind.Jump => next[steps[i].Target],
                Kind.Mark => next[i + 1],
                _ => MayEnd,
            };
        }

        return next;
    }

    /// <summary>Digits: the set a digit is in, bit n for n. Target: where to jump, the second alternative, or the mark to set.</summary>
    internal readonly record struct Step(Kind Kind, ushort Digits, ushort Target);

    private readonly ref struct Mode(bool whole, Span<int> groups)
    {
        public readonly bool Whole = whole;
        public readonly Span<int> Groups = groups;
    }
}
