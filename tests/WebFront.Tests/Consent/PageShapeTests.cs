using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>How pages are sent: headers, languages, refusals.</summary>
[Collection(InDevelopment.Name)]
public sealed partial class PageShapeTests(Service service)
{
    [Theory]
    [InlineData("unsubscribeUrl")]
    [InlineData("preferencesUrl")]
    public async Task Pages_are_closed_to_everybody_else(string link)
    {
        var person = await SignedUpAsync();
        var page = await person.GetAsync(await person.PathAsync(link));
        var headers = page.Response.Headers;

        Assert.Equal("no-store", headers.CacheControl!.ToString());
        Assert.Equal(
            ("no-referrer", "noindex", "nosniff"),
            (headers.GetValues("Referrer-Policy").Single(), headers.GetValues("X-Robots-Tag").Single(),
                headers.GetValues("X-Content-Type-Options").Single()));
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.False(headers.Contains("Set-Cookie"));
        Assert.StartsWith("<!DOCTYPE html>", page.Text.TrimStart());
        Assert.Contains("Acme &lt;&amp; Co&gt;", page.Text);
        Assert.DoesNotContain("<script", page.Text);
        Assert.DoesNotContain("://", page.Text);
        var style = await service.SendAsync("GET", StylesheetPath().Match(page.Text).Groups[1].Value);
        Assert.Equal((200, "text/css"), (style.Status, style.Response.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("", null, "cs")]
    [InlineData("", "en", "en")]
    [InlineData("", "de, cs;q=0.5, en;q=0.7", "en")]
    [InlineData("", "cs-CZ,cs;q=0.9,en;q=0.8", "cs")]
    [InlineData("", "fr", "cs")]
    [InlineData("?lang=en", "cs", "en")]
    [InlineData("?lang=xx", "en", "en")]
    public async Task Pages_speak_the_language_asked_for_else_the_organisations(string query, string? accepted, string expected)
    {
        var person = await Subscriber.NewAsync(service, new() { ["language"] = "cs" });
        await person.SignUpAsync();
        var page = await person.GetAsync(await person.PathAsync("unsubscribeUrl") + query, accepted);
        Assert.Contains($"<html lang=\"{expected}\">", page.Text);
    }

    [Theory]
    [InlineData("/c/")]
    [InlineData("/u/")]
    [InlineData("/p/")]
    public async Task A_link_that_is_none_of_the_services_is_404(string path)
    {
        var person = await SignedUpAsync();
        var token = (await person.PathAsync("unsubscribeUrl"))["/u/".Length..];
        var forged = (token[0] == 'A' ? 'B' : 'A') + token[1..];
        var otherSeal = token[..^4] + (token[^4] == 'A' ? 'B' : 'A') + token[^3..];
        foreach (var wrong in new[] { "x", "no.token", forged, otherSeal, new string('A', 2000), path == "/u/" ? "AQI" : token })
            foreach (var method in new[] { "GET", "POST" })
            {
                var request = new HttpRequestMessage(new(method), path + wrong);
                if (method == "POST") request.Content = Form(Subscriber.OneClick);
                var answer = await service.SendAsync(request);
                Assert.Equal((404, "text/html"), (answer.Status, answer.Response.Content.Headers.ContentType!.MediaType));
            }
        Assert.True(await person.IsSubscribedAsync());
    }

    [Fact]
    public async Task A_program_gets_codes_in_place_of_pages()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        Assert.Equal("LINK_EXPIRED", await CodeAsync(await person.ConfirmPathAsync(TimeSpan.FromSeconds(-1)), 410));
        Assert.Equal("INTERNAL_RESOURCE_NOT_FOUND", await CodeAsync("/c/none", 404));
    }

    [Fact]
    public async Task What_is_no_form_is_refused_and_changes_nothing()
    {
        var person = await SignedUpAsync();
        var path = await person.PathAsync("unsubscribeUrl");

        Assert.Equal(415, await StatusAsync(path, new StringContent("{}", new MediaTypeHeaderValue("application/json"))));
        Assert.Equal(413, await StatusAsync(path, Form("a=" + new string('x', 70_000))));
        Assert.Equal(400, await StatusAsync(path, Form(string.Join('&', Enumerable.Range(0, 2000).Select(i => $"a{i}=1")))));
        var broken = new StringContent("--b\r\nno header\r\n", new MediaTypeHeaderValue("multipart/form-data"));
        broken.Headers.ContentType!.Parameters.Add(new("boundary", "b"));
        Assert.Equal(400, await StatusAsync(path, broken));
        Assert.True(await person.IsSubscribedAsync());
        Assert.Equal(400, (await person.PostAsync(await person.ConfirmPathAsync(), "action=other")).Status);
    }

    [Fact]
    public async Task Links_are_in_no_log()
    {
        var person = await SignedUpAsync();
        var path = await person.PathAsync("unsubscribeUrl");
        Assert.Equal(200, (await person.GetAsync(path)).Status);
        Assert.Equal(200, (await person.PostAsync(path, Subscriber.OneClick)).Status);
        Assert.Equal(404, (await person.GetAsync(path.Replace("/u/", "/c/"))).Status);

        Assert.DoesNotContain(service.Log.Lines, line => line.Text.Contains(path["/u/".Length..], StringComparison.Ordinal));
    }

    private async Task<Subscriber> SignedUpAsync()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        await person.SignUpAsync();
        return person;
    }

    private static StringContent Form(string form) => new(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

    private async Task<int> StatusAsync(string path, HttpContent body) =>
        (await service.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = body })).Status;

    private async Task<string> CodeAsync(string path, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "application/json");
        return (string)(await service.SendAsync(request)).Is(status)["error"]!["code"]!;
    }

    [GeneratedRegex("href=\"(/assets/[^\"]+)\"")]
    private static partial Regex StylesheetPath();
}
