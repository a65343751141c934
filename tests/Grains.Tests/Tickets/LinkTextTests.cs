using Contacts.Core.Tickets.Links;

namespace Contacts.Grains.Tests.Tickets;

public sealed class LinkTextTests
{
    [Theory]
    [InlineData("no links, but www2 and httpd", 0)]
    [InlineData("http://a.example HTTPS://b.example", 2)]
    [InlineData("https://www.a.example is one", 1)]
    [InlineData("www.a.example (www.b.example)", 2)]
    [InlineData("[url=https://a.example]x[/url]", 2)]
    [InlineData("http://a.example/http://b.example", 2)]
    public void Links_with_a_scheme_or_www_are_counted(string message, int links) => Assert.Equal(links, LinkText.Count(message));

    [Theory]
    [InlineData("hxxp://a.example hxxps://b.example h**p://c.example", 3)]
    [InlineData("hxxps[:]//a[.]example", 1)]
    [InlineData("example[.]com, example(.)net and example [dot] org", 3)]
    [InlineData("cheap-pills.example/buy", 1)]
    [InlineData("example.com, sub.example.co.uk; EXAMPLE.ORG! t.me/pills", 4)]
    [InlineData("web:example.com:8080/x", 1)]
    [InlineData("пример.рф, bücher.de and xn--e1afmkfd.xn--p1ai", 3)]
    [InlineData("ｅｘａｍｐｌｅ．ｃｏｍ exam\u200Bple.com example。com", 3)]
    public void Links_are_counted_in_every_other_spelling(string message, int links) => Assert.Equal(links, LinkText.Count(message));

    [Theory]
    [InlineData("report.pdf, photo.jpg, archive.zip, README.md, main.py, setup.exe, faktura.pdf/foto.docx")]
    [InlineData("version 1.2.3, v10.0.14-beta, 2.0.rc, Node.js/React 19.1")]
    [InlineData("e.g. z.B. i.e. U.S.A. Ph.D. s.r.o. a.s. p.m. d.h./bzw. approx.5/day 10.am")]
    [InlineData("write to jan@example.com, mailto:jan@example.com or E-mail:a.b@example.co.uk")]
    [InlineData("Thanks.It works.So far.Me too")]
    [InlineData("and/or him/her 24/7 15.11.2026 1,234.50 ... .. . / :")]
    public void What_is_no_link_is_not_counted(string message) => Assert.Equal(0, LinkText.Count(message));
}
