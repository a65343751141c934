using System.Text.Json;
using System.Text.RegularExpressions;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Tests.Console;

/// <summary>What the console says, by its sources: each text in each language, and no translation of what nobody says.</summary>
public sealed partial class ConsoleTextTests
{
    private static readonly string _sources = Path.Combine(AppContext.BaseDirectory, "Console");

    [Fact]
    public void Every_text_has_its_Czech() => Assert.Empty(Said().Except(Translated().Select(text => text.English)));

    [Fact]
    public void Every_Czech_text_belongs_to_one_that_is_said() => Assert.Empty(Translated().Select(text => text.English).Except(Said()));

    [Fact]
    public void A_text_has_one_Czech_whichever_page_says_it() => Assert.Empty(
        Translated().Distinct().GroupBy(text => text.English).Where(texts => texts.Count() > 1).Select(texts => texts.Key));

    [Fact]
    public void A_Czech_text_has_the_placeholders_of_the_English_one() => Assert.Empty(
        Translated().Where(text => !Placeholders(text.English).SetEquals(Placeholders(text.Czech))).Select(text => text.English));

    private static HashSet<string> Said() =>
    [
        .. from file in Directory.EnumerateFiles(_sources, "*", SearchOption.AllDirectories)
           where file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
           from Match match in TextInSource().Matches(File.ReadAllText(file))
           select Regex.Unescape(string.Concat(match.Groups[1].Captures.Select(part => part.Value))),
        .. ConsoleSections.All.Select(section => section.Name),
    ];

    private static IEnumerable<(string English, string Czech)> Translated() =>
        from file in Directory.EnumerateFiles(Path.Combine(_sources, "Texts", "cs"))
        from text in JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
        select (text.Key, text.Value);

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    /// <summary>A text is one literal, or several with + between them.</summary>
    [GeneratedRegex("""\b(?:T|t|[Tt]exts)\[(?:(?:\s+\+ )?"((?:[^"\\]|\\.)*)")+[],]""")]
    private static partial Regex TextInSource();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
