using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>People who sign in with a device, which the browser plays.</summary>
public abstract class PasskeyTests(Site site)
{
    [Fact]
    public async Task A_device_is_added_signs_in_and_does_not_when_it_was_removed()
    {
        var (page, email) = await StaffWithDeviceAsync(isVerified: true);
        await AddAsync(page, "Phone <b>of Jan</b>");
        await page.SaysAsync("The device was added. You can sign in with it.");
        var check = new PageCheck(page, new Uri(Local("/")));
        Assert.Empty(await check.ProblemsAsync("console-passkeys"));
        var device = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Phone <b>of Jan</b>" });
        await Assertions.Expect(device).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        Assert.Empty(await check.ProblemsAsync("console-sign-in-with-passkey"));

        await page.GotoAsync(Local("/console/account"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Local("/console/account"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(email);

        await page.GotoAsync(Local("/console/account/passkeys"));
        await page.DoAsync("Remove Phone <b>of Jan</b>", "The device was removed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("This passkey is not known here, or the page was open for too long. Try again.");
    }

    [Fact]
    public async Task Nobody_adds_a_device_without_the_password()
    {
        var (page, _) = await StaffWithDeviceAsync(isVerified: true);

        await AddAsync(page, "Phone", "a wrong password");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("The present password is wrong, or the account is locked for 15 minutes.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There are none yet.");
    }

    [Fact]
    public async Task A_device_that_does_not_know_its_user_is_told_of_and_not_added()
    {
        var (page, _) = await StaffWithDeviceAsync(isVerified: false);

        await AddAsync(page, "Phone");

        await Assertions.Expect(page.Locator("[data-passkeys] [role=status]")).ToHaveTextAsync("The device has not answered. Try again.");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("There are none yet.");
    }

    /// <summary>On the page of the passkeys, by the name of the host: devices know no numbers.</summary>
    private async Task<(IPage Page, string Email)> StaffWithDeviceAsync(bool isVerified)
    {
        var email = (await (await site.StaffAsync("agent")).Locator(".who a").TextContentAsync())!;
        var page = await (await site.Chromium.VisitorAsync()).NewPageAsync();
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = isVerified, ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync(Local("/console/account/passkeys"));
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Walk.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Local("/console/account/passkeys"));
        return (page, email);
    }

    private static async Task AddAsync(IPage page, string name, string password = Walk.Password)
    {
        await page.GetByLabel("Name of the device").FillAsync(name);
        await page.GetByLabel("Present password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
    }

    private string Local(string path) => new UriBuilder(site.UrlOf(path)) { Host = "localhost" }.Uri.AbsoluteUri;
}

[Collection(WithSite.Name)]
public sealed class SqlitePasskeyTests(Site site) : PasskeyTests(site);

[Collection(WithPostgresSite.Name)]
public sealed class PostgresPasskeyTests(PostgresSite site) : PasskeyTests(site);
