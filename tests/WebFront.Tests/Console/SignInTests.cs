using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed partial class SignInTests(PeopleService service)
{
    private const string Wrong = "E-mail or password is wrong, or the account is locked for 15 minutes.";

    [Fact]
    public async Task A_person_signs_in_and_out()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var other = new Visitor(service);

        (await other.SignInAsync(person.Email.ToUpperInvariant())).LeadsTo("/console");
        (await other.GetAsync("/console")).LeadsTo($"/console/o/{tenant.Slug}");
        (await other.SubmitToAsync("/console/o/" + tenant.Slug + "/contacts", "/console/sign-out")).LeadsTo("/console/sign-in?done=out");

        (await other.GetAsync("/console")).LeadsTo("/console/sign-in");
        Assert.Equal(200, (await person.GetAsync($"/console/o/{tenant.Slug}/contacts")).Status);
    }

    [Fact]
    public async Task A_cookie_that_was_signed_out_is_worth_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var thief = person.Copy();

        await person.SubmitToAsync($"/console/o/{tenant.Slug}/contacts", "/console/sign-out");

        await EventuallySignedOutAsync(thief);
    }

    [Fact]
    public async Task Wrong_unknown_and_locked_get_the_same_answer()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var wrong = await new Visitor(service).SignInAsync(person.Email, "wrong");
        var unknown = await new Visitor(service).SignInAsync(Visitor.NewEmail(), "wrong");
        var noAddress = await new Visitor(service).SignInAsync("nobody", "wrong");
        for (var i = 0; i < 4; i++) await new Visitor(service).SignInAsync(person.Email, "wrong");

        var locked = await new Visitor(service).SignInAsync(person.Email);

        wrong.Says(400, Wrong);
        Assert.All([unknown, noAddress, locked], answer => Assert.Equal((400, Plain(wrong)), (answer.Status, Plain(answer))));
    }

    [Fact]
    public async Task At_most_five_passwords_are_tried_however_many_come_at_once()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var visitors = Enumerable.Range(0, 12).Select(_ => new Visitor(service)).ToArray();
        var answers = await Task.WhenAll(visitors.Select(visitor => visitor.SignInAsync(person.Email, "wrong")));

        Assert.All(answers, answer => answer.Says(400, Wrong));
        (await new Visitor(service).SignInAsync(person.Email)).Says(400, Wrong);
    }

    [Fact]
    public async Task Four_failures_are_forgiven_by_signing_in()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++) (await new Visitor(service).SignInAsync(person.Email, "wrong")).Says(400, Wrong);
            (await new Visitor(service).SignInAsync(person.Email)).LeadsTo("/console");
        }
    }

    [Fact]
    public async Task The_twentieth_failure_locks_a_network_and_no_other_one()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var network = Visitor.NewAddress();
        Visitor Neighbour(int i) => new(service) { Address = network[..network.LastIndexOf('.')] + $".{i + 10}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Neighbour(i).SignInAsync(Visitor.NewEmail(), "wrong")));

        Assert.Equal(20, answers.Count(answer => answer.Status == 400));
        Assert.Equal(10, answers.Count(answer => answer.Status == 429));
        Assert.Equal(429, (await Neighbour(40).SignInAsync(person.Email)).Status);
        (await new Visitor(service).SignInAsync(person.Email)).LeadsTo("/console");
    }

    [Theory]
    [InlineData("https://example.com/", "/console")]
    [InlineData("//example.com/", "/console")]
    [InlineData("/console/../bff", "/console/../bff")]
    [InlineData("/consolefoo", "/console")]
    [InlineData("/console\\example.com", "/console")]
    [InlineData("/console/account?x=1", "/console/account?x=1")]
    public async Task Signing_in_leads_to_addresses_of_the_console_alone(string asked, string followed)
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        var answer = await new Visitor(service).SubmitAsync(
            $"/console/sign-in?returnTo={Uri.EscapeDataString(asked)}", ("email", person.Email), ("password", Visitor.Password));

        Assert.Equal((303, followed), (answer.Status, answer.Response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Each_sign_in_makes_a_new_session_whatever_cookie_comes_along()
    {
        var tenant = await service.NewTenantAsync();
        var (attacker, victim) = (await Visitor.NewAsync(service, tenant, "viewer"), await Visitor.NewAsync(service, tenant));
        var browser = attacker.Copy();

        await browser.SubmitToAsync("/console/o/" + tenant.Slug + "/contacts", "/console/sign-in", ("email", victim.Email), ("password", Visitor.Password));

        Assert.NotEqual(attacker.Cookies["contacts"], browser.Cookies["contacts"]);
        await EventuallySignedOutAsync(attacker);
    }

    /// <summary>Processes may remember a session for three seconds.</summary>
    private static Task EventuallySignedOutAsync(Visitor visitor) => Eventually.GetAsync(
        () => visitor.GetAsync("/console"),
        answer => answer.Response.Headers.Location?.OriginalString.StartsWith("/console/sign-in", StringComparison.Ordinal) == true,
        TimeSpan.FromSeconds(5));

    /// <summary>A page without what differs by request: the form's token and what was typed.</summary>
    private static string Plain(Answer answer) => Values().Replace(answer.Text, "");

    [GeneratedRegex("(value|data-passkey)=\"[^\"]*\"")]
    private static partial Regex Values();
}
