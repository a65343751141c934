using System.Text;
using MimeKit;

namespace Contacts.Mail.Tests;

/// <summary>Mails with HTML beside the text, and mails about a list.</summary>
public sealed class AlternativeMailTests
{
    private const string Url = "https://news.example.com/u/abc-DEF_123";

    [Fact]
    public void A_mail_with_html_has_the_text_first_and_both_in_ASCII_lines_of_at_most_76()
    {
        var html = $"<p>{new string('ž', 500)}</p>\n";
        var bytes = MimeWriter.Write(Mails.Plain() with { Body = "Žluťoučký kůň\n.\n", Html = html });

        Assert.All(Encoding.UTF8.GetString(bytes).Split("\r\n"), line => Assert.True(line.Length <= 76 && Ascii.IsValid(line), line));
        var read = MimeMessage.Load(new MemoryStream(bytes));
        var parts = Assert.IsType<MultipartAlternative>(read.Body);
        Assert.Equal(["text/plain", "text/html"], parts.Select(part => part.ContentType.MimeType));
        Assert.Equal("Žluťoučký kůň\r\n.\r\n", Decoded(parts[0]));
        Assert.Equal(html.ReplaceLineEndings("\r\n"), Decoded(parts[1]));
    }

    [Fact]
    public void A_mail_about_a_list_tells_where_one_POST_unsubscribes()
    {
        var lines = Encoding.ASCII.GetString(MimeWriter.Write(Mails.Plain() with { UnsubscribeUrl = Url })).Split("\r\n");

        Assert.Contains($"List-Unsubscribe: <{Url}>", lines);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", lines);
    }

    [Fact]
    public void A_mail_about_no_list_has_no_such_field() =>
        Assert.DoesNotContain("List-Unsubscribe", Encoding.ASCII.GetString(MimeWriter.Write(Mails.Plain())), StringComparison.Ordinal);

    [Theory]
    [InlineData("mailto:leave@example.com")]
    [InlineData("/u/abc")]
    [InlineData("https://example.com/u/a b")]
    [InlineData("https://example.com/>,<mailto:x@example.com")]
    [InlineData("https://example.com/\r\nBcc: x@example.com")]
    [InlineData("https://example.com/ž")]
    public void A_URL_that_could_break_the_field_is_refused(string url) =>
        Assert.Throws<ArgumentException>(() => Mails.Plain() with { UnsubscribeUrl = url });

    private static string Decoded(MimeEntity part)
    {
        using var content = new MemoryStream();
        Assert.IsAssignableFrom<MimePart>(part).Content!.DecodeTo(content);
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
