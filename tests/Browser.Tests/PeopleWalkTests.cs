using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>What people do with their accounts, their teams and, as operators, with organisations.</summary>
public abstract partial class PeopleWalkTests(Site site)
{
    [Fact]
    public async Task A_colleague_is_invited_gets_another_role_and_is_removed()
    {
        var email = $"{Walk.NewName()}@example.com".ToLowerInvariant();
        var owner = await site.StaffAsync("owner");
        await owner.GotoAsync(site.UrlOf("/console/o/demo/team"));
        await owner.GetByLabel("E-mail").FillAsync(email);
        await owner.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("agent");
        await owner.DoAsync("Invite", "The invitation is on its way by mail. It works once, for seven days.");

        var colleague = await (await site.Chromium.VisitorAsync()).NewPageAsync();
        await colleague.GotoAsync(await site.MailedLinkAsync(email));
        await colleague.GetByLabel("New password").FillAsync(Walk.Password);
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Accept and sign in" }).ClickAsync();
        await Assertions.Expect(colleague).ToHaveURLAsync(site.UrlOf("/console/o/demo"));

        await owner.ReloadAsync();
        var row = owner.GetByRole(AriaRole.Row).Filter(new() { HasText = email });
        await row.GetByLabel($"Role of {email}").SelectOptionAsync("viewer");
        await row.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await owner.SaysAsync("The role was changed.");
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await owner.SaysAsync("The member was removed.");
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_asked_for_and_a_recovery_code_stands_in_for_it_once()
    {
        var page = await site.StaffAsync("agent");
        var email = (await page.Locator(".who a").TextContentAsync())!;
        await page.GotoAsync(site.UrlOf("/console/account"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Set it up" }).ClickAsync();
        await IsAccessibleAsync(page, "two-factor");
        var secret = (await page.Locator("main code").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(Authenticator.CodeOf(secret, 0));
        await page.DoAsync("Turn it on", "The second factor is on.");
        await IsAccessibleAsync(page, "recovery-codes");
        var recovery = (await page.Locator(".codes code").First.TextContentAsync())!;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await SignInAsync(page, email, Authenticator.CodeOf(secret, 1)); // That of now is used up.
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SignInAsync(page, email, recovery);

        await page.GotoAsync(site.UrlOf("/console/account"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Recovery codes left: 9.");
    }

    [Fact]
    public async Task An_operator_creates_an_organisation_and_suspends_it()
    {
        var slug = Walk.NewName().ToLowerInvariant();
        var page = await site.StaffAsync("operator");
        await page.GotoAsync(site.UrlOf("/console/organisations"));

        await page.GetByLabel("Short name").FillAsync(slug);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"{slug} Ltd");
        await page.DoAsync("Create", "The organisation was created. Invite its first owner on its team page.");
        await page.DoAsync($"Suspend {slug} Ltd", "The organisation is suspended. That holds everywhere within five seconds.");

        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = slug })).ToContainTextAsync("suspended");
        await page.SetViewportSizeAsync(320, 800);
        await IsAccessibleAsync(page, "organisations");
    }

    private async Task IsAccessibleAsync(IPage page, string name) =>
        Assert.Empty(await new PageCheck(page, site.Http.BaseAddress!).ProblemsAsync($"console-{name}"));

    /// <summary>Signs in with the password and what stands in for the second factor.</summary>
    private static async Task SignInAsync(IPage page, string email, string code)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Walk.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(OverviewUrl());
    }

    [GeneratedRegex("/console/o/demo$")]
    private static partial Regex OverviewUrl();
}

[Collection(WithSite.Name)]
public sealed class SqlitePeopleWalkTests(Site site) : PeopleWalkTests(site);

[Collection(WithPostgresSite.Name)]
public sealed class PostgresPeopleWalkTests(PostgresSite site) : PeopleWalkTests(site);
