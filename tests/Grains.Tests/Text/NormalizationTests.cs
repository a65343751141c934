using System.Text;
using Contacts.Core.Text;

namespace Contacts.Grains.Tests.Text;

public sealed class NormalizationTests
{
    [Fact]
    public void Agrees_with_another_implementation_on_nfc_and_nfkc()
    {
        foreach (var row in Fixture.Rows(NormalizationFixture.Lines))
        {
            var source = Fixture.FromHex(row[0]);
            Assert.Equal(Fixture.FromHex(row[1]), Normalization.ToNfc(source));
            Assert.Equal(Fixture.FromHex(row[2]), ToNfkc(source));
        }
    }

    [Theory]
    [InlineData("Bara\u0301s\u030Cek", "Barášek")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("\u212B\u2126", "ÅΩ")]
    [InlineData("a\u0301\u0323", "ạ\u0301")]
    [InlineData("\u0958", "\u0915\u093C")]
    public void Composes(string source, string expected) => Assert.Equal(expected, Normalization.ToNfc(source));

    [Fact]
    public void Every_character_alone_is_stable_in_nfc()
    {
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point)) continue;
            var once = Normalization.ToNfc(char.ConvertFromUtf32(point));
            Assert.Equal(once, Normalization.ToNfc(once));
        }
    }

    [Fact]
    public void Order_of_marks_of_different_classes_does_not_matter_and_of_one_class_does()
    {
        Assert.Equal(Normalization.ToNfc("q\u0307\u0323"), Normalization.ToNfc("q\u0323\u0307"));
        Assert.NotEqual(Normalization.ToNfc("q\u0307\u0301"), Normalization.ToNfc("q\u0301\u0307"));
    }

    [Fact]
    public void A_long_row_of_marks_keeps_the_order_within_a_class()
    {
        var above = string.Concat(Enumerable.Repeat("\u0307\u0301", 40));
        var below = new string('\u0323', 40);
        var mixed = string.Concat(Enumerable.Range(0, 40).Select(i => "\u0307\u0301\u0323"));
        Assert.Equal(Normalization.ToNfc("q" + below + above), Normalization.ToNfc("q" + mixed));
    }

    [Fact]
    public void A_text_in_nfc_is_returned_itself()
    {
        foreach (var text in new[] { "plain", "Příliš žluťoučký", "日本語", "한국어", "" }) Assert.Same(text, Normalization.ToNfc(text));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("a\uFFFD", Normalization.ToNfc("a\uD800"));

    private static string ToNfkc(string source)
    {
        var points = new CodePoints(stackalloc int[8]);
        Normalization.Decompose(source, compatible: true, ref points);
        Normalization.Compose(ref points);
        return points.ToString();
    }
}
