using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>Every page of the console: in English on a desk, light, and in Czech, whose words are longer, on a phone, dark.</summary>
[Collection(WithSite.Name)]
public sealed class ConsoleAccessibilityTests(Site site)
{
    [Theory]
    [InlineData("en", 1280, ColorScheme.Light)]
    [InlineData("cs", 320, ColorScheme.Dark)]
    public async Task Pages_of_an_owner(string language, int width, ColorScheme scheme)
    {
        var (contact, ticket) = await SomebodyAsync();
        var page = await site.StaffAsync("owner", width, scheme, language);
        var check = new PageCheck(page, site.Http.BaseAddress!);
        var problems = new List<string>();
        var paths = (await SectionsAsync(page)).Concat(
        [
            "/console/account", "/console/account/passkeys", "/console/o/demo/contacts/new",
            $"/console/o/demo/contacts/{contact}", $"/console/o/demo/inbox/{ticket}",
            $"/console/o/demo/contacts/{contact}?newEmail=barasek%40example.com", "/console/o/demo/no-such-page",
        ]);
        foreach (var path in paths)
        {
            await page.GotoAsync(site.UrlOf(path));
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            problems.AddRange(await check.ProblemsAsync($"console-{NameOf(path, contact, ticket)}-{language}-{width}-{scheme}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [InlineData("en", 1280, ColorScheme.Light)]
    [InlineData("cs", 320, ColorScheme.Dark)]
    public async Task Pages_of_strangers(string language, int width, ColorScheme scheme)
    {
        await using var visitor = await site.Chromium.VisitorAsync(width: width, scheme: scheme, language: language);
        var page = await visitor.NewPageAsync();
        var check = new PageCheck(page, site.Http.BaseAddress!);
        var problems = new List<string>();
        foreach (var path in new[] { "/console/sign-in", "/console/forgotten", "/console/invitation/none", "/console/reset/none" })
        {
            await page.GotoAsync(site.UrlOf(path));
            problems.AddRange(await check.ProblemsAsync($"console-{path.Split('/')[2]}-{language}-{width}-{scheme}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private async Task<(string Contact, string Ticket)> SomebodyAsync()
    {
        foreach (var _ in Enumerable.Range(0, 3)) await site.SignUpAsync(); // so that the overview has something to show
        var email = $"jan.{Guid.NewGuid().ToString("N")[..6]}@example.com";
        var created = await site.PostAsync("/bff/contact/create", new()
        {
            ["email"] = email, ["firstName"] = "Jan", ["lastName"] = "Barášek", ["phone"] = "+420 777 123 456",
            ["groups"] = new JsonArray("Trainers"),
        });
        await site.PostAsync("/api/v1/support/contact-form", new()
        {
            ["message"] = "Hello, how are you?", ["customerEmail"] = email, ["customerFirstName"] = "Jan",
        });
        var tickets = await site.GetAsync($"/bff/ticket/list?search={email}");
        return ((string)created["contact"]!["id"]!, (string)tickets["items"]![0]!["id"]!);
    }

    /// <summary>Where the navigation leads to.</summary>
    private static async Task<string[]> SectionsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("[...document.querySelectorAll('nav.sections a')].map(link => link.pathname)");

    private static string NameOf(string path, string contact, string ticket) => path
        .Replace(contact, "one", StringComparison.Ordinal).Replace(ticket, "one", StringComparison.Ordinal)
        .Replace("/console/", "", StringComparison.Ordinal).Replace("o/demo", "", StringComparison.Ordinal)
        .Split('?')[0].Trim('/').Replace('/', '-');
}
