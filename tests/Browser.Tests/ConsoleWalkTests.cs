using System.Text;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>What administrators do on pages that manage something, one page after the other.</summary>
public abstract class ConsoleWalkTests(Site site)
{
    private const string Console = "/console/o/demo";

    [Fact]
    public async Task Groups_are_renamed_and_merged_and_an_empty_one_is_deleted()
    {
        var (first, second, renamed) = (Walk.NewName(), Walk.NewName(), Walk.NewName());
        var page = await OpenAsync("admin", "groups");
        foreach (var name in new[] { first, second })
        {
            await page.GetByLabel("Name of a new group").FillAsync(name);
            await page.DoAsync("Create", "The group was created.");
        }

        var group = CardOf(page, first);
        await group.GetByText("Change", new() { Exact = true }).ClickAsync();
        await group.GetByLabel("Name", new() { Exact = true }).FillAsync(renamed);
        await group.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.SaysAsync("The group was saved.");
        group = CardOf(page, renamed);
        await group.GetByText("Merge into another group").ClickAsync();
        await group.GetByLabel("Its contacts become members of").SelectOptionAsync(new SelectOptionValue { Label = second });
        await group.GetByRole(AriaRole.Button, new() { Name = "Merge: this group will be gone" }).ClickAsync();
        await page.SaysAsync("The group was merged; its contacts follow within moments.");
        await Assertions.Expect(CardOf(page, renamed)).ToHaveCountAsync(0);
        await page.DoAsync($"Delete {second}", "The group was deleted.");

        await Assertions.Expect(CardOf(page, second)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_file_is_mapped_imported_and_watched_and_its_refused_rows_are_fetched_and_it_is_undone()
    {
        var email = $"{Walk.NewName()}@fair.example".ToLowerInvariant();
        var page = await OpenAsync("admin", "imports");
        await page.GetByLabel("File with contacts").SetInputFilesAsync(new FilePayload
        {
            Name = "fair.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"email;Vorname\n{email};Eva\nnobody;Jan\n"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload" }).ClickAsync();
        await page.GetByLabel("Meaning of Vorname").SelectOptionAsync("firstName");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import now" }).ClickAsync();

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("finished", new() { Timeout = 60_000 });
        Assert.Equal("Eva", (string?)(await site.ContactAsync(email))["first_name"]);
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download refused rows" }).ClickAsync());
        Assert.Contains("nobody", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
        await page.GetByLabel("Reason").FillAsync("The wrong file");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the import" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Removed again", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_key_is_shown_once_and_revoked()
    {
        var purpose = Walk.NewName();
        var page = await OpenAsync("admin", "keys");

        await page.GetByText("New key", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("What it is for").FillAsync(purpose);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        var key = await page.Locator("section code").TextContentAsync();
        Assert.Matches("^PROD[A-Za-z0-9]{28}$", key);
        await page.GotoAsync(site.UrlOf($"{Console}/keys"));
        Assert.DoesNotContain(key!, await page.ContentAsync(), StringComparison.Ordinal);
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = purpose });
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await page.SaysAsync("The key was revoked. That holds everywhere within five seconds.");
        await Assertions.Expect(row).ToContainTextAsync("revoked");
    }

    [Fact]
    public async Task A_setting_is_changed_and_a_wrong_one_refused_and_the_audit_finds_who_did_it()
    {
        var page = await OpenAsync("admin", "settings");

        await page.GetByLabel("Points from which a ticket is spam").FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("spam.threshold must be an integer from 1 to 1000");
        await page.GetByLabel("Points from which a ticket is spam").FillAsync("90");
        await page.DoAsync("Save", "The settings were saved. They hold everywhere within five seconds.");
        await page.GetByLabel("Subject of the mail with a ticket").Last.FillAsync("[{ticket}] {subject}");
        await page.DoAsync("Save texts", "The settings were saved. They hold everywhere within five seconds.");
        Assert.Equal(90, (int)(await site.GetAsync("/bff/organisation/settings"))["settings"]!["spam"]!["threshold"]!);

        var who = await page.Locator(".who a").TextContentAsync();
        await page.GotoAsync(site.UrlOf($"{Console}/audit"));
        await page.GetByLabel("Who").FillAsync(who!);
        await page.GetByLabel("What").FillAsync("settings.changed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync(who!);
    }

    [Fact]
    public async Task The_overview_leads_from_sign_ups_and_tickets_to_the_ticket()
    {
        var subject = Walk.NewName();
        await site.SignUpAsync();
        await site.PostAsync("/api/v1/support/contact-form", new()
        {
            ["subject"] = subject, ["message"] = "Hello", ["customerEmail"] = $"{subject}@example.com",
        });
        var page = await OpenAsync("viewer", "");

        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "Asked for a confirmation" })).ToBeVisibleAsync();
        await page.GetByText("The numbers as a table").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "web" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = subject }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(subject);
    }

    private static ILocator CardOf(IPage page, string group) => page.GetByRole(AriaRole.Region, new() { Name = group, Exact = true });

    private async Task<IPage> OpenAsync(string role, string section)
    {
        var page = await site.StaffAsync(role);
        await page.GotoAsync(site.UrlOf($"{Console}/{section}".TrimEnd('/')));
        return page;
    }
}

[Collection(WithSite.Name)]
public sealed class SqliteConsoleWalkTests(Site site) : ConsoleWalkTests(site);

[Collection(WithPostgresSite.Name)]
public sealed class PostgresConsoleWalkTests(PostgresSite site) : ConsoleWalkTests(site);
