using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>Every page in both languages, on a phone and on a desk, once light and once dark: axe finds nothing, and nothing is cut off.</summary>
[Collection(WithSite.Name)]
public sealed class AccessibilityTests(Site site)
{
    private static readonly (string Language, int Width, ColorScheme Scheme)[] _windows =
    [
        ("en", 320, ColorScheme.Light), ("en", 1280, ColorScheme.Dark), ("cs", 320, ColorScheme.Dark), ("cs", 1280, ColorScheme.Light),
    ];

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task Confirming(string language) => await CheckAsync("confirm", language, await MailedLinkAsync(), 200);

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task A_link_that_is_over(string language)
    {
        var link = await MailedLinkAsync();
        await PostAsync(link, "decline");
        await CheckAsync("expired", language, link, 410);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task A_subscription_that_is_confirmed(string language)
    {
        var link = await MailedLinkAsync();
        await PostAsync(link, "confirm");
        await CheckAsync("confirmed", language, link, 200);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task Unsubscribing(string language) =>
        await CheckAsync("unsubscribe", language, await site.LinkAsync(await site.SignUpAsync(), "unsubscribeUrl"), 200);

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task Preferences(string language) =>
        await CheckAsync("preferences", language, await site.LinkAsync(await site.SignUpAsync(), "preferencesUrl"), 200);

    [Theory]
    [InlineData("en")]
    [InlineData("cs")]
    public async Task A_link_of_nobody(string language) =>
        await CheckAsync("unknown", language, new Uri(site.Http.BaseAddress!, "/c/none").AbsoluteUri, 404);

    private async Task<string> MailedLinkAsync() => await site.MailedLinkAsync(await site.SignUpAsync());

    private async Task PostAsync(string link, string action)
    {
        using var form = new FormUrlEncodedContent([new("action", action)]);
        Assert.True((await site.Http.PostAsync(link, form)).IsSuccessStatusCode);
    }

    private async Task CheckAsync(string name, string language, string link, int status)
    {
        foreach (var (_, width, scheme) in _windows.Where(window => window.Language == language))
        {
            await using var visitor = await site.Chromium.VisitorAsync(width: width, scheme: scheme);
            var page = await visitor.NewPageAsync();
            var check = new PageCheck(page, site.Http.BaseAddress!);
            Assert.Equal(status, (await page.GotoAsync($"{link}?lang={language}"))!.Status);
            Assert.Empty(await check.ProblemsAsync($"{name}-{language}-{width}-{scheme}"));
        }
    }
}
