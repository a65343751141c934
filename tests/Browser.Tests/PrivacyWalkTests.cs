using System.IO.Compression;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>From the page of preferences to the console: a copy of somebody's data, and a wish to be forgotten.</summary>
public abstract class PrivacyWalkTests(Site site)
{
    [Fact]
    public async Task A_person_asks_for_their_data_and_to_be_forgotten_and_an_administrator_decides()
    {
        var email = await site.SignUpAsync();
        var person = await (await site.Chromium.VisitorAsync()).NewPageAsync();
        var preferences = await site.LinkAsync(email, "preferencesUrl");
        await person.GotoAsync(preferences);
        await person.GetByRole(AriaRole.Button, new() { Name = "Send me my data" }).ClickAsync();
        await Assertions.Expect(person.GetByRole(AriaRole.Status)).ToContainTextAsync("you want a copy of your data");
        await person.GetByRole(AriaRole.Button, new() { Name = "Forget me" }).ClickAsync();
        await IsAccessibleAsync(person, "forget");
        await person.GetByRole(AriaRole.Button, new() { Name = "Yes, forget me" }).ClickAsync();
        await Assertions.Expect(person.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("We have your request");

        var admin = await site.StaffAsync("admin");
        await admin.GotoAsync(site.UrlOf("/console/o/demo/privacy"));
        await IsAccessibleAsync(admin, "privacy-requests");
        var copy = RowOf(admin, email, "a copy of the data");
        var download = await admin.RunAndWaitForDownloadAsync(() => copy.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Contains(email, await DataAsync(await download.PathAsync()), StringComparison.Ordinal);
        await copy.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await admin.SaysAsync("The request is done.");
        await RowOf(admin, email, "to be forgotten").GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await admin.SaysAsync("The request was declined.");

        await IsAccessibleAsync(admin, "privacy-decided");
        await Assertions.Expect(RowOf(admin, email, "declined")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_administrator_erases_who_asks_for_it_and_who_writes_a_letter()
    {
        var (asking, writing) = (await site.SignUpAsync(), await site.SignUpAsync());
        var person = await (await site.Chromium.VisitorAsync()).NewPageAsync();
        var preferences = await site.LinkAsync(asking, "preferencesUrl");
        await person.GotoAsync(preferences);
        await person.GetByRole(AriaRole.Button, new() { Name = "Forget me" }).ClickAsync();
        await person.GetByRole(AriaRole.Button, new() { Name = "Yes, forget me" }).ClickAsync();

        var admin = await site.StaffAsync("admin");
        await admin.GotoAsync(site.UrlOf("/console/o/demo/privacy"));
        var request = RowOf(admin, asking, "to be forgotten");
        await request.GetByText("Erase…").ClickAsync();
        await IsAccessibleAsync(admin, "privacy-erase");
        await request.GetByLabel("Reason").FillAsync("asked for on the page");
        await request.GetByRole(AriaRole.Button, new() { Name = "Erase the person" }).ClickAsync();
        await admin.SaysAsync("The person was erased.");
        await Assertions.Expect(RowOf(admin, "asked for on the page", "yes")).ToHaveCountAsync(1);
        Assert.Equal(404, (await person.GotoAsync(preferences))!.Status);

        await admin.GotoAsync(site.UrlOf($"/console/o/demo/contacts?filterFulltextQuery={writing}"));
        await admin.GetByRole(AriaRole.Link, new() { Name = writing }).First.ClickAsync();
        await admin.GetByText("The person asked to be forgotten").ClickAsync();
        await IsAccessibleAsync(admin, "contact-erase");
        await admin.Locator("#reason-erase").FillAsync("asked for by letter");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Erase the person" }).ClickAsync();
        await admin.SaysAsync("The person was erased.");
        await IsAccessibleAsync(admin, "privacy-erased");
        await Assertions.Expect(admin.GetByText(writing)).ToHaveCountAsync(0);
    }

    private static ILocator RowOf(IPage page, string text, string other) =>
        page.GetByRole(AriaRole.Row).Filter(new() { HasText = text }).Filter(new() { HasText = other });

    private static async Task<string> DataAsync(string? path)
    {
        using var archive = ZipFile.OpenRead(path!);
        using var reader = new StreamReader(archive.GetEntry("data.json")!.Open());
        return await reader.ReadToEndAsync();
    }

    private async Task IsAccessibleAsync(IPage page, string name) =>
        Assert.Empty(await new PageCheck(page, site.Http.BaseAddress!).ProblemsAsync($"console-{name}"));
}

[Collection(WithSite.Name)]
public sealed class SqlitePrivacyWalkTests(Site site) : PrivacyWalkTests(site);

[Collection(WithPostgresSite.Name)]
public sealed class PostgresPrivacyWalkTests(PostgresSite site) : PrivacyWalkTests(site);
