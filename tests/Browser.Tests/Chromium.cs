using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>
/// Debian's Chromium, driven by Playwright: without its own window where that is installed, which takes half of the time. Tests fail with
/// how to install it where both are missing.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] _paths = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        var path = _paths.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is missing: `apt-get install chromium-headless-shell` to run the browser tests.");
        var playwright = await Playwright.CreateAsync();
        // As root, in a container, there is no sandbox to be had.
        var options = new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] };
        return new(playwright, await playwright.Chromium.LaunchAsync(options));
    }

    /// <summary>A person with a browser window of their own.</summary>
    public Task<IBrowserContext> VisitorAsync(
        bool hasScript = true, int width = 1280, ColorScheme scheme = ColorScheme.Light, string language = "en") =>
        _browser.NewContextAsync(new()
        {
            JavaScriptEnabled = hasScript, ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme, Locale = language,
        });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
