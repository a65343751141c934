using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>What people do with the links of their mails.</summary>
[Collection(WithSite.Name)]
public sealed class LinkTests(Site site)
{
    [Fact]
    public async Task Scanners_of_links_confirm_nothing_and_the_persons_click_does()
    {
        var email = await site.SignUpAsync();
        var link = await site.MailedLinkAsync(email);

        for (var scanner = 0; scanner < 10; scanner++)
        {
            await using var visitor = await site.Chromium.VisitorAsync(hasScript: scanner % 2 == 0);
            Assert.Equal(200, (await (await visitor.NewPageAsync()).GotoAsync(link))!.Status);
            foreach (var method in new[] { HttpMethod.Head, HttpMethod.Options, HttpMethod.Get })
                Assert.True((await site.Http.SendAsync(new(method, link))).IsSuccessStatusCode);
        }
        Assert.False(await site.IsSubscribedAsync(email));

        await using var person = await site.Chromium.VisitorAsync();
        var page = await person.NewPageAsync();
        await page.GotoAsync(link);
        await ClickAsync(page, "Yes, confirm");

        Assert.Equal("You are subscribed", await page.Locator("h1").InnerTextAsync());
        Assert.True(await site.IsSubscribedAsync(email));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_up_is_declined_with_and_without_script(bool hasScript)
    {
        var email = await site.SignUpAsync();
        await using var person = await site.Chromium.VisitorAsync(hasScript);
        var page = await person.NewPageAsync();
        await page.GotoAsync(await site.MailedLinkAsync(email));
        await ClickAsync(page, "No, thanks");

        Assert.Equal("You are not subscribed", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(410, (await page.GotoAsync(await site.MailedLinkAsync(email)))!.Status);
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).IsVisibleAsync());
        Assert.False(await site.IsSubscribedAsync(email));
    }

    [Fact]
    public async Task One_click_on_the_page_unsubscribes()
    {
        var email = await ConfirmedAsync();
        await using var person = await site.Chromium.VisitorAsync(hasScript: false);
        var page = await person.NewPageAsync();
        await page.GotoAsync(await site.LinkAsync(email, "unsubscribeUrl"));
        Assert.True(await site.IsSubscribedAsync(email));
        await ClickAsync(page, "Unsubscribe");

        Assert.Equal("You are unsubscribed", await page.Locator("h1").InnerTextAsync());
        Assert.False(await site.IsSubscribedAsync(email));
    }

    [Fact]
    public async Task Preferences_are_chosen_in_the_persons_language()
    {
        var email = await ConfirmedAsync();
        await using var person = await site.Chromium.VisitorAsync(language: "cs-CZ");
        var page = await person.NewPageAsync();
        await page.GotoAsync(await site.LinkAsync(email, "preferencesUrl"));
        Assert.True(await page.GetByLabel("E-mailem").IsCheckedAsync());
        await page.GetByLabel("Monthly news").CheckAsync();
        await page.GetByLabel("Příjmení").FillAsync("Barášek");
        await ClickAsync(page, "Uložit");

        Assert.Equal("Nastavení je uloženo.", await page.GetByRole(AriaRole.Status).InnerTextAsync());
        var contact = await site.ContactAsync(email);
        Assert.Equal("Barášek", (string)contact["last_name"]!);
        Assert.Equal("Customers", (string)Assert.Single(contact["groups"]!.AsArray())!["name"]!);
        Assert.True(await site.IsSubscribedAsync(email));
    }

    private async Task<string> ConfirmedAsync()
    {
        var email = await site.SignUpAsync();
        using var form = new FormUrlEncodedContent([new("action", "confirm")]);
        Assert.True((await site.Http.PostAsync(await site.MailedLinkAsync(email), form)).IsSuccessStatusCode);
        return email;
    }

    private static Task ClickAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
