using System.Text.RegularExpressions;

namespace Contacts.PhoneNumbers.Tests;

public sealed class DigitPatternTests
{
    private const int TextsPerPattern = 60;
    private const int FirstKindField = 8;

    [Theory]
    [InlineData("a")]
    [InlineData("1+")]
    [InlineData("1*")]
    [InlineData(@"\w")]
    [InlineData("(?!1)2")]
    [InlineData("[^1]")]
    [InlineData("[1")]
    [InlineData("(12")]
    [InlineData("12)")]
    [InlineData("1{2")]
    [InlineData("1{2,}")]
    [InlineData("^1")]
    [InlineData(".")]
    [InlineData("1??")]
    [InlineData("\\")]
    [InlineData("(")]
    public void Refuses_what_the_metadata_does_not_use(string pattern)
    {
        Assert.Throws<FormatException>(() => new DigitPattern(pattern));
    }

    [Theory]
    [InlineData("(1|12)(3)?", "123", 1)]
    [InlineData("(12|1)(3)?", "123", 3)]
    [InlineData("1?1", "1", 1)]
    [InlineData("(?:1|)(?:2|)$", "12", 2)]
    [InlineData("(?:1|)(?:2|)$", "3", -1)]
    [InlineData("", "5", 0)]
    [InlineData("[0-24-68]{2,3}", "08241", 3)]
    public void Prefers_alternatives_in_their_order(string pattern, string text, int expected)
    {
        Assert.Equal(expected, new DigitPattern(pattern).MatchPrefix(Digits(text)));
        AssertSameAsRegex(new DigitPattern(pattern), pattern, [text]);
    }

    [Fact]
    public void Finds_the_same_as_a_regular_expression_for_every_pattern_of_the_metadata()
    {
        var random = new Random(20_260_731);
        var numbers = NationalNumbers().ToLookup(number => number.CallingCode, number => number.Digits);
        var patterns = 0;
        var matches = 0;
        foreach (var fields in TestResources.PlanLines())
        {
            var known = numbers[fields[0]].ToArray();
            foreach (var pattern in PatternsOf(fields).Distinct())
            {
                patterns++;
                matches += AssertSameAsRegex(new DigitPattern(pattern), pattern, Texts(known, random));
            }
        }

        Assert.True(patterns > 1500 && matches > 20 * patterns / 4, $"{matches} matches of {patterns} patterns: too few to tell.");
    }

    private static int AssertSameAsRegex(DigitPattern own, string pattern, IEnumerable<string> texts)
    {
        var whole = new Regex($"^(?:{pattern})$", RegexOptions.ECMAScript);
        var prefix = new Regex($"^(?:{pattern})", RegexOptions.ECMAScript);
        var groups = new int[own.GroupCount * 2];
        var matches = 0;
        Assert.Equal(prefix.GetGroupNumbers().Length - 1, own.GroupCount);

        foreach (var text in texts)
        {
            var match = prefix.Match(text);
            var length = own.MatchPrefix(Digits(text), groups);
            Assert.True(whole.IsMatch(text) == own.MatchesAll(Digits(text)), $"{pattern} on {text}");
            Assert.True((match.Success ? match.Length : -1) == length, $"{pattern} at the beginning of {text}");
            Assert.Equal(length, own.MatchPrefix(Digits(text)));
            if (match.Success)
                Assert.Equal(match.Groups.Values.Skip(1).SelectMany(Bounds), groups);
            matches += match.Success ? 1 : 0;
        }

        return matches;
    }

    private static IEnumerable<int> Bounds(Group group) => group.Success ? [group.Index, group.Index + group.Length] : [-1, -1];

    private static byte[] Digits(string text) => [.. text.Select(c => (byte)(c - '0'))];

    private static IEnumerable<string> PatternsOf(string[] fields) =>
        new[] { fields[3], fields[4], fields[5], fields[7] }
            .Where(pattern => pattern.Length > 0)
            .Concat(fields.Skip(FirstKindField).Select(kind => kind[(kind.IndexOf(' ', StringComparison.Ordinal) + 1)..]));

    // Numbers of the reference, which were made to fit the patterns, as they are, with what people dial before them, and spoilt.
    private static IEnumerable<string> Texts(string[] known, Random random)
    {
        for (var i = 0; i < TextsPerPattern; i++)
        {
            var text = known[random.Next(known.Length)];
            var at = random.Next(text.Length);
            var digit = random.Next(10);
            yield return (i % 6) switch
            {
                0 => $"{text[..at]}{digit}{text[at..]}",
                1 => $"{text[..at]}{digit}{text[(at + 1)..]}",
                2 => text[..at],
                3 => $"{digit}{text}",
                _ => text,
            };
        }
    }

    private static IEnumerable<(string CallingCode, string Digits)> NationalNumbers()
    {
        foreach (var line in TestResources.Lines("reference.tsv"))
        {
            var fields = line.Split('\t');
            if (fields[2] != "valid" || !PhoneNumber.TryReadE164(fields[3], out var number))
                continue;

            var callingCode = $"{number.CountryCode}";
            yield return (callingCode, number.NationalNumber);
            if (fields[0].All(char.IsAsciiDigit))
                yield return (PhoneNumber.CallingCodeOf(fields[1])?.ToString() ?? callingCode, fields[0]);
        }
    }
}
