using Contacts.Core.Tickets;

namespace Contacts.Grains.Tests.Tickets;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("a\r\nb\tc", "a\r\nb\tc")]
    [InlineData("a\0b\u0001\u007f\u009fc", "abc")]
    [InlineData(" \n ", "")]
    [InlineData(" \u0001", "")]
    [InlineData("\0\n\u007f", "")]
    [InlineData(null, "")]
    public void Control_characters_but_line_breaks_and_tabs_are_dropped(string? text, string clean) =>
        Assert.Equal(clean, MessageText.Clean(text));

    [Fact]
    public void Length_counts_characters()
    {
        Assert.False(MessageText.IsTooLong(string.Concat(Enumerable.Repeat("😀", 20_000))));
        Assert.True(MessageText.IsTooLong(new string('a', 20_001)));
    }

    [Theory]
    [InlineData("\r\n  Hello,   how\tare you?\r\nBcc: x", "Hello, how are you?")]
    [InlineData("one", "one")]
    public void The_first_line_that_is_not_blank_is_the_subject(string message, string line) =>
        Assert.Equal(line, MessageText.FirstLine(message));

    [Fact]
    public void A_long_first_line_is_cut_between_characters() =>
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 120)), MessageText.FirstLine(string.Concat(Enumerable.Repeat("😀", 200))));

    [Fact]
    public void Texts_that_differ_in_case_diacritics_and_white_space_alone_are_the_same()
    {
        Assert.Equal(MessageText.Hash("Příliš  žluťoučký\r\nkůň"), MessageText.Hash("prilis zlutoucky kun "));
        Assert.NotEqual(MessageText.Hash("a"), MessageText.Hash("b"));
    }

    [Theory]
    [InlineData("Please call me back.", "please, call me back!!!")]
    [InlineData("Please call me back.", "Рlеаsе саll mе bасk")] // Cyrillic letters
    [InlineData("Please call me back.", "PLΕΑSΕ CΑLL ΜΕ ΒΑCΚ")] // Greek ones
    [InlineData("Please call me back.", "𝐏𝐥𝐞𝐚𝐬𝐞 ｃａｌｌ me bac\u200Bk")]
    [InlineData("Please call me back.", "P l e a s e * c a l l * m e * b a c k")]
    [InlineData("Please call me back.", "PIease caII me back")]
    [InlineData("Casino bonus 100", "Ca5ino bonus l0O", false)]
    [InlineData("Casino bonus 100", "Casino bonus lOO")]
    [InlineData("Order 10234", "Order 10235", false)]
    [InlineData("👍", "???", false)]
    public void Letters_that_look_alike_and_punctuation_make_no_other_text(string text, string other, bool same = true) =>
        Assert.Equal(same, MessageText.Hash(text) == MessageText.Hash(other));
}
