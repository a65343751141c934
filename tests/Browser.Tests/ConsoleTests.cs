using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>What people do in the console, page by page.</summary>
public abstract class ConsoleTests(Site site)
{
    private const string Console = "/console/o/demo";

    [Fact]
    public async Task Somebody_is_found_as_one_types_and_edited()
    {
        var (email, name) = (NewEmail(), NewName());
        await CreateAsync(email, name);
        var page = await site.StaffAsync("agent");

        await page.GotoAsync(site.UrlOf($"{Console}/contacts"));
        await page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync(name);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Contains($"q={name}", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.GetByLabel("Company").FillAsync("Acme");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The contact was saved.");
        Assert.Equal("Acme", (string?)(await site.ContactAsync(email))["company"]);
    }

    [Fact]
    public async Task An_address_is_changed_with_a_preview_of_the_merge_and_the_merge_is_undone()
    {
        var (mine, theirs, name, other) = (NewEmail(), NewEmail(), NewName(), NewName());
        var id = await CreateAsync(mine, name);
        await CreateAsync(theirs, other);
        var page = await site.StaffAsync("admin");

        await page.GotoAsync(site.UrlOf($"{Console}/contacts/{id}"));
        await page.GetByLabel("New e-mail").FillAsync(theirs);
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This will merge two contacts.");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(other);
        await page.GetByLabel("Reason").First.FillAsync("Asked for by phone");
        await page.GetByLabel("Merge the two contacts").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the address and merge" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The e-mail address was changed.");
        Assert.Equal(name, (string?)(await site.ContactAsync(theirs))["first_name"]);

        await page.GetByRole(AriaRole.Region, new() { Name = "Merges" }).GetByLabel("Reason").First.FillAsync("Two people after all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the merge" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The merge was undone.");
        Assert.Equal(other, (string?)(await site.ContactAsync(theirs))["first_name"]);
    }

    [Fact]
    public async Task The_inbox_is_worked_through_by_keys_alone()
    {
        var subject = NewName();
        await site.PostAsync("/api/v1/support/contact-form", Form(subject));
        var page = await site.StaffAsync("agent");

        await page.GotoAsync(site.UrlOf($"{Console}/inbox?q={subject}"));
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await IsOpenAsync(page, subject);
        await page.Keyboard.PressAsync("e");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The status was changed.");
        await page.GotoAsync(site.UrlOf($"{Console}/inbox?status=done&q={subject}"));
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_form_in_the_inbox_is_marked_as_spam_and_released()
    {
        var subject = NewName();
        await site.PostAsync("/api/v1/support/contact-form", Form(subject));
        var page = await site.StaffAsync("agent");

        await page.GotoAsync(site.UrlOf($"{Console}/inbox?q={subject}"));
        await page.GetByRole(AriaRole.Link, new() { Name = subject }).ClickAsync();
        await IsOpenAsync(page, subject);
        await page.Keyboard.PressAsync("s");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The status was changed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Not spam: release it" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Not spam: release it" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_people_send_is_shown_as_text()
    {
        const string Hostile = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>";
        var (email, marker) = (NewEmail(), NewName());
        var id = await CreateAsync(email, marker + Hostile, Hostile, Hostile, $"<b>{marker}</b>{Hostile}");
        var form = Form(marker + Hostile);
        (form["message"], form["notice"], form["customerFirstName"], form["customerEmail"]) = (Hostile, Hostile, Hostile, email);
        await site.PostAsync("/api/v1/support/contact-form", form);
        var page = await site.StaffAsync("owner");
        var dialogs = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };

        await page.GotoAsync(site.UrlOf($"{Console}/inbox?q={marker}"));
        var ticket = await page.GetByRole(AriaRole.Link, new() { Name = marker }).GetAttributeAsync("href");
        foreach (var path in new[] { $"{Console}/contacts?q={marker}", $"{Console}/contacts/{id}", $"{Console}/inbox?q={marker}", ticket! })
        {
            await page.GotoAsync(site.UrlOf(path));
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("<img src=x");
            Assert.Equal(0, await page.Locator("img, main script").CountAsync());
        }
        Assert.Empty(dialogs);
    }

    [Fact]
    public async Task Everything_is_within_reach_of_the_keyboard()
    {
        var page = await site.StaffAsync("viewer");
        await page.GotoAsync(site.UrlOf($"{Console}/contacts"));

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("/");
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.TypeAsync("nobody-of-this-name");
        await Assertions.Expect(page.Locator("#results")).ToContainTextAsync("0 contacts");
    }

    /// <summary>Waits for the page of a ticket, until it listens to keys.</summary>
    private static async Task IsOpenAsync(IPage page, string subject)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(subject);
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    private static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    private static string NewName() => $"Name{Guid.NewGuid():N}"[..16];

    private static JsonObject Form(string subject) => new()
    {
        ["subject"] = subject, ["message"] = "Hello", ["customerEmail"] = NewEmail(), ["customerFirstName"] = "Jan",
    };

    private async Task<string> CreateAsync(
        string email, string firstName, string lastName = "Novak", string company = "", params string[] groups)
    {
        var created = await site.PostAsync("/bff/contact/create", new()
        {
            ["email"] = email, ["firstName"] = firstName, ["lastName"] = lastName, ["company"] = company,
            ["groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]),
        });
        return (string)created["contact"]!["id"]!;
    }
}

[Collection(WithSite.Name)]
public sealed class SqliteConsoleTests(Site site) : ConsoleTests(site);

[Collection(WithPostgresSite.Name)]
public sealed class PostgresConsoleTests(PostgresSite site) : ConsoleTests(site);
