using System.Net;
using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed partial class AccountTests(PeopleService service)
{
    private const string Path = "/console/account";

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_this_one_goes_on()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var elsewhere = new Visitor(service);
        (await elsewhere.SignInAsync(person.Email)).LeadsTo("/console");

        (await ChangeAsync(person, "wrong", "another long password")).Says(400, "The present password is wrong");
        (await ChangeAsync(person, Visitor.Password, "short")).Says(400, "The password is too weak.");
        (await ChangeAsync(person, Visitor.Password, "another long password")).LeadsTo("/console/account?done=password");

        (await person.GetAsync($"{Path}?done=password")).Says(200, "Your password was changed.");
        await EventuallyAsync(elsewhere, answer => answer.Status == 303);
        (await elsewhere.SignInAsync(person.Email)).Says(400, "E-mail or password is wrong");
        (await elsewhere.SignInAsync(person.Email, "another long password")).LeadsTo("/console");
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_and_each_code_works_once()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var (key, code, recovery) = await TurnOnAsync(person);
        var visitor = new Visitor(service);

        (await visitor.SignInAsync(person.Email)).LeadsTo("/console/second-factor");
        Assert.Equal(303, (await visitor.GetAsync(Path)).Status);
        (await visitor.SubmitAsync("/console/second-factor", ("code", "000000"))).Says(400, "The code is wrong or was used");
        (await visitor.SubmitAsync("/console/second-factor", ("code", code))).Says(400, "The code is wrong or was used");
        (await visitor.SubmitAsync("/console/second-factor", ("code", recovery[0]))).LeadsTo("/console");
        Assert.Equal(200, (await visitor.GetAsync(Path)).Status);

        var second = new Visitor(service);
        await second.SignInAsync(person.Email);
        (await second.SubmitAsync("/console/second-factor", ("code", recovery[0]))).Says(400, "The code is wrong or was used");
        (await second.SubmitAsync("/console/second-factor", ("code", Authenticator.CodeOf(key, steps: 1)))).LeadsTo("/console");
        (await second.GetAsync(Path)).Says(200, "Recovery codes left: 9.");
    }

    [Fact]
    public async Task Failed_codes_lock_the_account_and_the_right_password_forgives_nothing()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var (_, _, recovery) = await TurnOnAsync(person);

        for (var i = 0; i < 5; i++)
        {
            var visitor = new Visitor(service);
            (await visitor.SignInAsync(person.Email)).LeadsTo("/console/second-factor");
            (await visitor.SubmitAsync("/console/second-factor", ("code", "000000"))).Says(400, "The code is wrong or was used");
        }

        (await new Visitor(service).SignInAsync(person.Email)).Says(400, "locked for 15 minutes");
        var late = person.Copy();
        Assert.Equal(400, (await late.SubmitToAsync(Path, "/console/account/two-factor/codes", ("current", Visitor.Password))).Status);
        Assert.Equal(10, recovery.Length);
    }

    [Fact]
    public async Task Nobody_gets_to_the_second_factor_without_the_password()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var (_, _, recovery) = await TurnOnAsync(person);
        var visitor = new Visitor(service);

        (await visitor.GetAsync("/console/second-factor")).LeadsTo("/console/sign-in");
        (await visitor.SubmitToAsync("/console/sign-in", "/console/second-factor", ("code", recovery[0]))).LeadsTo("/console/sign-in");
    }

    [Fact]
    public async Task The_second_factor_is_turned_off_with_the_password()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        await TurnOnAsync(person);

        Assert.Equal(400, (await person.SubmitToAsync(Path, "/console/account/two-factor/off", ("current", "wrong"))).Status);
        (await person.SubmitToAsync(Path, "/console/account/two-factor/off", ("current", Visitor.Password))).LeadsTo("/console/account?done=two-factor-off");

        (await new Visitor(service).SignInAsync(person.Email)).LeadsTo("/console");
    }

    [Fact]
    public async Task An_organisation_that_demands_a_second_factor_lets_in_nobody_without()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var settings = new System.Text.Json.Nodes.JsonObject { ["console"] = new System.Text.Json.Nodes.JsonObject { ["requireTwoFactor"] = true } };
        Assert.True((bool)(await tenant.PostAsync("/bff/organisation/settings", settings)).Is(200)["settings"]!["console"]!["requireTwoFactor"]!);

        await EventuallyAsync(
            person, answer => answer.Response.Headers.Location?.OriginalString == "/console/account/two-factor", $"/console/o/{tenant.Slug}/contacts");
        (await person.GetAsync("/console/account/two-factor")).Says(200, "demands a second factor");
        await TurnOnAsync(person);

        Assert.Equal(200, (await person.GetAsync($"/console/o/{tenant.Slug}/contacts")).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_or_together()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var (one, two) = (new Visitor(service), new Visitor(service));
        await one.SignInAsync(person.Email);
        var page = await person.GetAsync(Path);
        page.Says(200, one.Address);
        var id = SessionId().Matches(page.Text).Select(match => match.Groups[1].Value).Single();
        await two.SignInAsync(person.Email);

        (await person.SubmitToAsync(Path, "/console/account/sessions/end", ("id", id))).LeadsTo("/console/account?done=session");
        Assert.Equal(404, (await person.SubmitToAsync(Path, "/console/account/sessions/end", ("id", id))).Status);
        await EventuallyAsync(one, answer => answer.Status == 303);
        Assert.Equal(200, (await two.GetAsync(Path)).Status);
        (await person.SubmitToAsync(Path, "/console/account/sessions/end-others")).LeadsTo("/console/account?done=sessions");
        await EventuallyAsync(two, answer => answer.Status == 303);
        Assert.Equal(200, (await person.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task What_a_person_does_to_the_own_account_is_in_the_audit_of_each_organisation()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var person = await Visitor.NewAsync(service, tenant, "agent");
        await person.SubmitAsync(await Visitor.InviteAsync(service, other.Slug, person.Email, "viewer"));

        await TurnOnAsync(person);
        (await person.SubmitToAsync(Path, "/console/account/two-factor/codes", ("current", Visitor.Password))).Says(200, "Recovery codes");
        (await person.SubmitToAsync(Path, "/console/account/two-factor/off", ("current", Visitor.Password))).LeadsTo(Path);
        (await ChangeAsync(person, Visitor.Password, "another long password")).LeadsTo(Path);
        (await person.SubmitToAsync(Path, "/console/account/sessions/end-others")).LeadsTo(Path);
        (await person.SubmitToAsync(Path, "/console/account/language", ("language", "cs"))).LeadsTo(Path);

        foreach (var audit in new[] { tenant, other })
        {
            var items = (await audit.GetAsync($"/bff/audit/list?actor={person.Email}")).Is(200)["items"]!.AsArray();
            Assert.Equal(
                [
                    "user.sessions-ended", "user.password-changed", "user.two-factor-off", "user.recovery-codes-renewed",
                    "user.recovery-codes-renewed", "user.two-factor-on", "user.joined",
                ],
                items.Select(item => (string)item!["action"]!));
            Assert.All(items, item => Assert.Equal("", item!["action"]!.ToString() == "user.joined" ? "" : (string)item["summary"]!));
        }
    }

    [Fact]
    public async Task An_operator_resets_the_second_factor_of_who_has_lost_it_and_no_owner_does()
    {
        var tenant = await service.NewTenantAsync();
        var (owner, person) = (await Visitor.NewAsync(service, tenant), await Visitor.NewAsync(service, tenant, "agent"));
        await TurnOnAsync(person);
        var operators = new Visitor(service);
        await operators.AcceptAsync(await Visitor.InviteAsync(service, null, Visitor.NewEmail(), "operator"));
        var team = $"/console/o/{tenant.Slug}/team";
        var reset = ResetForm().Match((await operators.GetAsync(team)).Text).Value;

        Assert.DoesNotMatch(ResetForm(), (await owner.GetAsync(team)).Text);
        Assert.Equal(403, (await owner.SubmitToAsync(team, reset)).Status);
        (await operators.SubmitToAsync(team, reset)).LeadsTo($"{team}?done=factor");

        await EventuallyAsync(person, answer => answer.Status == 303);
        (await new Visitor(service).SignInAsync(person.Email)).LeadsTo("/console/o", "/console");
        Assert.Equal(404, (await operators.SubmitToAsync(team, reset)).Status);
        Assert.Single((await tenant.GetAsync("/bff/audit/list?action=user.two-factor-reset")).Is(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task The_console_speaks_the_language_that_a_person_chooses()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        await person.SubmitToAsync(Path, "/console/account/language", ("language", "cs"));

        await EventuallyAsync(person, answer => answer.Text.Contains("<html lang=\"cs\"", StringComparison.Ordinal));
    }

    private static Task<Answer> ChangeAsync(Visitor person, string current, string password) =>
        person.SubmitToAsync(Path, "/console/account/password", ("current", current), ("password", password));

    /// <summary>The app's key and the recovery codes.</summary>
    /// <summary>The key, the code that was used to prove it, and the recovery codes.</summary>
    private static async Task<(string Key, string UsedCode, string[] RecoveryCodes)> TurnOnAsync(Visitor person)
    {
        (await person.SubmitToAsync(Path, "/console/account/two-factor/key")).LeadsTo("/console/account/two-factor");
        var page = WebUtility.HtmlDecode((await person.GetAsync("/console/account/two-factor")).Text);
        var key = Secret().Match(page).Groups[1].Value;
        var code = Authenticator.CodeOf(key);
        var answer = await person.SubmitAsync("/console/account/two-factor", ("code", code));
        answer.Says(200, "The second factor is on.");
        return (key, code, [.. Code().Matches(answer.Text).Select(match => match.Groups[1].Value)]);
    }

    private static Task EventuallyAsync(Visitor visitor, Func<Answer, bool> holds, string path = Path) =>
        Eventually.GetAsync(() => visitor.GetAsync(path), holds, TimeSpan.FromSeconds(5));

    [GeneratedRegex("/console/o/[^/\"]+/team/[0-9]+/reset-two-factor")]
    private static partial Regex ResetForm();

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>([^<]+)</code>")]
    private static partial Regex Code();

    [GeneratedRegex("""name="id" value="(\d+)""")]
    private static partial Regex SessionId();
}
