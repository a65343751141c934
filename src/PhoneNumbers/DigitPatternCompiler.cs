using System.Globalization;
using static Contacts.PhoneNumbers.DigitPattern;

namespace Contacts.PhoneNumbers;

/// <summary>
/// Translates the part of regular expressions that the metadata uses: digits, \d, digit classes, groups (capturing or not),
/// alternatives, ?, {n}, {n,m} and $. Anything else is a <see cref="FormatException"/>.
/// </summary>
internal sealed class DigitPatternCompiler
{
    private const ushort AnyDigit = 0b11_1111_1111;

    private readonly string _pattern;
    private readonly List<Step> _steps = [];

    private DigitPatternCompiler(string pattern) => _pattern = pattern;

    public static (Step[] Steps, int GroupCount) Compile(string pattern)
    {
        var compiler = new DigitPatternCompiler(pattern);
        compiler.Alternatives(0, pattern.Length);
        compiler._steps.Add(new Step(Kind.Match, 0, 0));
        return ([.. compiler._steps], compiler.GroupsBefore(pattern.Length));
    }

    private void Alternatives(int start, int end)
    {
        var bar = TopLevelBar(start, end);
        if (bar < 0)
        {
            Sequence(start, end);
            return;
        }

        var choice = Reserve();
        Sequence(start, bar);
        var jump = Reserve();
        _steps[choice] = new Step(Kind.Choice, 0, Here);
        Alternatives(bar + 1, end);
        _steps[jump] = new Step(Kind.Jump, 0, Here);
    }

    private void Sequence(int start, int end)
    {
        while (start < end)
        {
            var atomEnd = AtomEnd(start);
            var (least, most, next) = Quantifier(atomEnd, end);
            for (var i = 0; i < least; i++)
                Atom(start, atomEnd);

            var optional = new int[most - least];
            for (var i = 0; i < optional.Length; i++)
            {
                optional[i] = Reserve();
                Atom(start, atomEnd);
            }

            foreach (var choice in optional)
                _steps[choice] = new Step(Kind.Choice, 0, Here);
            start = next;
        }
    }

    private void Atom(int start, int end)
    {
        switch (_pattern[start])
        {
            case '(' when _pattern.AsSpan(start).StartsWith("(?:"):
                Alternatives(start + 3, end - 1);
                break;
            case '(' when _pattern[start + 1] != '?':
                var mark = GroupsBefore(start) * 2;
                _steps.Add(new Step(Kind.Mark, 0, (ushort)mark));
                Alternatives(start + 1, end - 1);
                _steps.Add(new Step(Kind.Mark, 0, (ushort)(mark + 1)));
                break;
            case '[':
                _steps.Add(new Step(Kind.Digit, DigitClass(start + 1, end - 1), 0));
                break;
            case '\\' when _pattern.AsSpan(start).StartsWith(@"\d"):
                _steps.Add(new Step(Kind.Digit, AnyDigit, 0));
                break;
            case '$':
                _steps.Add(new Step(Kind.TextEnd, 0, 0));
                break;
            case var c when char.IsAsciiDigit(c):
                _steps.Add(new Step(Kind.Digit, Bit(c), 0));
                break;
            default:
                throw Unknown(start);
        }
    }

    private ushort DigitClass(int start, int end)
    {
        var digits = 0;
        for (var i = start; i < end; i++)
        {
            if (!char.IsAsciiDigit(_pattern[i]))
                throw Unknown(i);

            var last = i + 2 < end && _pattern[i + 1] == '-' ? _pattern[i + 2] : _pattern[i];
            for (var c = _pattern[i]; c <= last; c++)
                digits |= Bit(c);
            if (i + 2 < end && _pattern[i + 1] == '-')
                i += 2;
        }

        return (ushort)digits;
    }

    private (int Least, int Most, int Next) Quantifier(int start, int end)
    {
        if (start >= end)
            return (1, 1, start);
        if (_pattern[start] == '?')
            return (0, 1, start + 1);
        if (_pattern[start] != '{')
            return (1, 1, start);

        var close = Find('}', start);
        var range = _pattern[(start + 1)..close].Split(',');
        return (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[^1], CultureInfo.InvariantCulture), close + 1);
    }

    private int AtomEnd(int start) => _pattern[start] switch
    {
        '\\' => start + 2,
        '[' => Find(']', start) + 1,
        '(' => GroupEnd(start),
        _ => start + 1,
    };

    private int Find(char c, int start)
    {
        var found = _pattern.IndexOf(c, start);
        return found < 0 ? throw Unknown(start) : found;
    }

    private int GroupEnd(int start)
    {
        for (int i = start, depth = 0; i < _pattern.Length; i++)
        {
            depth += _pattern[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
                return i + 1;
        }

        throw Unknown(start);
    }

    private int TopLevelBar(int start, int end)
    {
        for (int i = start, depth = 0; i < end; i++)
        {
            depth += _pattern[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && _pattern[i] == '|')
                return i;
        }

        return -1;
    }

    private int GroupsBefore(int end)
    {
        var groups = 0;
        for (var i = 0; i < end; i++)
            groups += _pattern[i] == '(' && _pattern[i + 1] != '?' ? 1 : 0;
        return groups;
    }

    private int Reserve()
    {
        _steps.Add(default);
        return _steps.Count - 1;
    }

    private ushort Here => checked((ushort)_steps.Count);

    private static ushort Bit(char digit) => (ushort)(1 << (digit - '0'));

    private FormatException Unknown(int at) => new($"The pattern '{_pattern}' has something unknown at {at}.");
}
