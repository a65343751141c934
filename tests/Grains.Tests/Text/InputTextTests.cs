using Contacts.Core.Text;

namespace Contacts.Grains.Tests.Text;

public sealed class InputTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(" \t\u00A0 ", "")]
    [InlineData("  Jan   Amos\tKomenský\r\n", "Jan Amos Komenský")]
    [InlineData("Jan\u00A0Novák", "Jan Novák")]
    [InlineData("Nova\u0301k", "Novák")]
    [InlineData("Ωmega \U0001F600", "Ωmega \U0001F600")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("\u200Ba", "\u200Ba")]
    [InlineData("\u0301", "\u0301")]
    [InlineData("\u200B", "")]
    [InlineData("\u00AD\uFEFF \u200D\u2060", "")]
    [InlineData("\u3164", "")]
    [InlineData("\U000E0001\uFE0F", "")]
    public void Cleans(string? text, string expected)
    {
        Assert.Equal(InputTextError.None, InputText.Clean(text, InputText.NameLimit, out var clean));
        Assert.Equal(expected, clean);
    }

    [Theory]
    [InlineData("a\u0000b", InputTextError.ControlCharacter)]
    [InlineData("a\u001Bb", InputTextError.ControlCharacter)]
    [InlineData("a\u009Fb", InputTextError.ControlCharacter)]
    [InlineData("\u007F", InputTextError.ControlCharacter)]
    [InlineData("a!", InputTextError.UnpairedSurrogate)]
    [InlineData("!a", InputTextError.UnpairedSurrogate)]
    public void Refuses(string text, InputTextError expected)
    {
        // Attributes cannot carry half a surrogate pair.
        text = text.Replace('!', '\uD83D');
        Assert.Equal(expected, InputText.Clean(text, InputText.NameLimit, out var clean));
        Assert.Equal("", clean);
    }

    [Fact]
    public void Counts_characters_after_cleaning()
    {
        Assert.Equal(InputTextError.None, Clean(new string('a', 128)));
        Assert.Equal(InputTextError.TooLong, Clean(new string('a', 129)));
        Assert.Equal(InputTextError.None, Clean(Times("\U0001F600", 128)));
        Assert.Equal(InputTextError.TooLong, Clean(Times("\U0001F600", 129)));
        Assert.Equal(InputTextError.None, Clean(Times("u\u0308\u0304", 128)));
        Assert.Equal(InputTextError.None, Clean(Times("\u03B1\u0313\u0300\u0345", 128)));
        Assert.Equal(InputTextError.TooLong, Clean(Times("u\u0308\u0304", 129)));
        Assert.Equal(InputTextError.None, Clean("a" + new string(' ', 5000) + new string('b', 126)));
        Assert.Equal(InputTextError.TooLong, Clean(new string('a', 60_000)));
    }

    [Fact]
    public void Tags_of_a_sign_up_have_at_most_64_characters_and_blank_ones_come_out_empty()
    {
        Assert.Equal(InputTextError.None, InputText.Clean("  " + new string('ž', 64) + " ", GroupTag.SignUpLimit, out var tag));
        Assert.Equal(64, tag.Length);
        Assert.Equal(InputTextError.TooLong, InputText.Clean(new string('ž', 65), GroupTag.SignUpLimit, out _));
        Assert.Equal(InputTextError.None, InputText.Clean(" \t", GroupTag.SignUpLimit, out tag));
        Assert.Equal("", tag);
    }

    [Fact]
    public void Tags_that_differ_in_case_or_composition_only_are_the_same_group()
    {
        Assert.Equal(GroupTag.Key("ŽENY"), GroupTag.Key("z\u030Ceny"));
        Assert.NotEqual(GroupTag.Key("ženy"), GroupTag.Key("zeny"));
    }

    [Fact]
    public void A_clean_text_stays_as_it_is_whatever_it_was_made_of()
    {
        var random = new Random(815);
        for (var i = 0; i < 20_000; i++)
        {
            if (InputText.Clean(Fixture.RandomText(random, 12), InputText.NameLimit, out var clean) != InputTextError.None) continue;
            Assert.Equal(InputTextError.None, InputText.Clean(clean, InputText.NameLimit, out var again));
            Assert.Equal(clean, again);
        }
    }

    private static InputTextError Clean(string text) => InputText.Clean(text, InputText.NameLimit, out _);

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
