namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed class InvitationTests(PeopleService service)
{
    private const string Gone = "It was used, replaced by a newer one, or has run out. Ask for another one.";

    [Fact]
    public async Task An_invitation_comes_by_mail_and_works_once()
    {
        var tenant = await service.NewTenantAsync();
        var email = Visitor.NewEmail();
        var path = await Visitor.InviteAsync(service, tenant.Slug, email, "agent");

        Assert.Equal(path, await service.MailedPathAsync(email, "invitation"));
        var visitor = new Visitor(service);
        (await visitor.GetAsync(path)).Says(200, $"You are invited to {tenant.Slug}.");
        (await visitor.SubmitAsync(path, ("password", "short"))).Says(400, "The password is too weak.");
        (await visitor.SubmitAsync(path, ("password", Visitor.Password))).LeadsTo($"/console/o/{tenant.Slug}");

        Assert.Equal(200, (await visitor.GetAsync($"/console/o/{tenant.Slug}/contacts")).Status);
        (await new Visitor(service).GetAsync(path)).Says(404, Gone);
        (await new Visitor(service).SubmitToAsync("/console/forgotten", path, ("password", Visitor.Password))).Says(404, Gone);
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_gets_in()
    {
        var tenant = await service.NewTenantAsync();
        var path = await Visitor.InviteAsync(service, tenant.Slug, Visitor.NewEmail(), "agent");

        var visitors = Enumerable.Range(0, 6).Select(_ => new Visitor(service)).ToArray();
        var tokens = await Task.WhenAll(visitors.Select(visitor => visitor.TokenAsync(path)));

        var answers = await Task.WhenAll(visitors.Select((visitor, i) =>
            visitor.PostAsync(path, ("password", $"{Visitor.Password} {i}"), ("__RequestVerificationToken", tokens[i]))));

        Assert.Single(answers, answer => answer.Status == 303);
        Assert.Equal(5, answers.Count(answer => answer.Status == 404));
    }

    [Fact]
    public async Task Who_has_an_account_accepts_signed_in_and_nobody_else_does()
    {
        var (one, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (person, stranger) = (await Visitor.NewAsync(service, one), await Visitor.NewAsync(service, one));
        var path = await Visitor.InviteAsync(service, other.Slug, person.Email, "viewer");

        (await new Visitor(service).SubmitAsync(path, ("password", "another long password"))).Says(400, "");
        (await stranger.SubmitToAsync("/console/o/" + one.Slug + "/contacts", path)).Says(403, "signed in as somebody else");
        Assert.Equal(404, (await person.GetAsync($"/console/o/{other.Slug}/contacts")).Status);
        (await person.SubmitAsync(path)).LeadsTo($"/console/o/{other.Slug}");

        Assert.Equal(200, (await person.GetAsync($"/console/o/{other.Slug}/contacts")).Status);
        Assert.Equal(200, (await person.GetAsync($"/console/o/{one.Slug}/contacts")).Status);
        (await new Visitor(service).SignInAsync(person.Email)).LeadsTo("/console");
    }

    [Fact]
    public async Task An_invitation_to_one_organisation_does_not_open_another_one_that_invited_the_person_too()
    {
        var (mine, foreign) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var email = Visitor.NewEmail();
        await Visitor.InviteAsync(service, foreign.Slug, email, "owner");

        var attacker = new Visitor(service);
        await attacker.AcceptAsync(await Visitor.InviteAsync(service, mine.Slug, email, "viewer"));

        Assert.Equal(404, (await attacker.GetAsync($"/console/o/{foreign.Slug}/contacts")).Status);
    }

    [Fact]
    public async Task Tokens_that_are_forged_or_of_another_kind_open_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var path = await Visitor.InviteAsync(service, tenant.Slug, Visitor.NewEmail(), "agent");
        var token = path[(path.LastIndexOf('/') + 1)..];
        var changed = token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..];
        var visitor = new Visitor(service);

        foreach (var address in new[] { $"/console/invitation/{changed}", $"/console/reset/{token}", $"/console/sign-in/{token}", "/console/invitation/x" })
            Assert.Equal(404, (await visitor.GetAsync(address)).Status);
        Assert.Equal(404, (await visitor.GetAsync($"/c/{token}")).Status);
    }

    [Fact]
    public async Task A_forgotten_password_is_changed_once_by_mail()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        for (var i = 0; i < 5; i++) await new Visitor(service).SignInAsync(person.Email, "wrong");
        var visitor = new Visitor(service);

        (await visitor.SubmitAsync("/console/forgotten", ("email", person.Email))).LeadsTo("/console/forgotten?done=sent");
        var path = await service.MailedPathAsync(person.Email, "reset");
        (await visitor.SubmitAsync(path, ("password", "quite another password"))).LeadsTo("/console/sign-in?done=password");

        (await visitor.SignInAsync(person.Email)).Says(400, "E-mail or password is wrong");
        (await visitor.SignInAsync(person.Email, "quite another password")).LeadsTo("/console");
        (await new Visitor(service).GetAsync(path)).Says(404, Gone);
    }

    [Fact]
    public async Task The_answer_to_a_forgotten_password_does_not_tell_whether_there_is_an_account()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var (known, unknown) = (new Visitor(service), new Visitor(service));

        var answers = new[]
        {
            await known.SubmitAsync("/console/forgotten", ("email", person.Email)),
            await unknown.SubmitAsync("/console/forgotten", ("email", Visitor.NewEmail())),
            await unknown.SubmitAsync("/console/forgotten", ("email", "no address")),
        };

        Assert.All(answers, answer => Assert.Equal(
            (answers[0].Status, answers[0].Text, answers[0].Response.Headers.Location), (answer.Status, answer.Text, answer.Response.Headers.Location)));
    }

    [Fact]
    public async Task At_most_three_mails_an_hour_go_to_who_forgot_the_password()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        for (var i = 0; i < 5; i++) await new Visitor(service).SubmitAsync("/console/forgotten", ("email", person.Email));
        var another = await Visitor.NewAsync(service, await service.NewTenantAsync());
        await new Visitor(service).SubmitAsync("/console/forgotten", ("email", another.Email));
        await service.MailedPathAsync(another.Email, "reset"); // By then those that were asked for before are sent, too.

        Assert.InRange(service.MailedPaths(person.Email, "reset").Length, 1, 3);
    }

    [Fact]
    public async Task A_reset_ends_all_sessions()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var visitor = new Visitor(service);
        await visitor.SubmitAsync("/console/forgotten", ("email", person.Email));
        await visitor.SubmitAsync(await service.MailedPathAsync(person.Email, "reset"), ("password", "quite another password"));

        await Eventually.GetAsync(
            () => person.GetAsync($"/console/o/{tenant.Slug}/contacts"), answer => answer.Status != 200, TimeSpan.FromSeconds(5));
    }
}
