using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>What walks through the console have in common.</summary>
internal static class Walk
{
    public const string Password = "correct horse battery";

    public static string NewName() => $"Name{Guid.NewGuid():N}"[..16];

    /// <summary>Presses a button, and waits for the page that says what was done.</summary>
    public static async Task DoAsync(this IPage page, string button, string done)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.SaysAsync(done);
    }

    /// <summary>Takes a picture for people to look at, where they name a folder.</summary>
    public static async Task SaveAsync(this IPage page, string name, bool fullPage = false)
    {
        if (Environment.GetEnvironmentVariable("CONTACTS_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = fullPage });
    }

    public static Task SaysAsync(this IPage page, string done) =>
        Assertions.Expect(page.Locator("p.notice[role=status]")).ToHaveTextAsync(done);
}
