namespace Contacts.WebFront.Tests.Console;

public sealed class CookieTests(SecurePeopleService service) : IClassFixture<SecurePeopleService>
{
    [Fact]
    public async Task Cookies_are_for_this_host_and_secure_origins_and_no_script_reads_them()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);

        var answer = await new Visitor(service).SignInAsync(person.Email);

        var cookie = Assert.Single(answer.Response.Headers.GetValues("Set-Cookie"), text => text.StartsWith("__Host-contacts=", StringComparison.Ordinal));
        Assert.Equal("path=/; secure; samesite=lax; httponly", cookie[(cookie.IndexOf(';') + 2)..]);
        Assert.All(person.Cookies.Keys, name => Assert.StartsWith("__Host-contacts", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookies_open_no_api_and_keys_open_no_console()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);

        foreach (var path in new[] { "/api/v1/contacts", "/bff/contact/list", "/bff/api-key/list", $"/bff/contact/list?organisation={tenant.Slug}" })
            Assert.Equal(401, (await person.GetAsync(path)).Status);
        foreach (var key in new[] { tenant.Key, ServiceHost.RootKey })
        {
            var answer = await service.SendAsync("GET", $"/console/o/{tenant.Slug}/contacts", key: key);
            answer.LeadsTo("/console/sign-in");
            (await service.SendAsync("GET", $"/console?apiKey={key}")).LeadsTo("/console/sign-in");
        }
    }

    [Fact]
    public async Task A_forged_or_changed_cookie_is_no_session()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        var cookie = person.Cookies["__Host-contacts"];
        var path = $"/console/o/{tenant.Slug}/contacts";
        Assert.Equal(200, (await person.GetAsync(path)).Status);

        foreach (var forged in new[] { "", "x", cookie[..^4], cookie[..40] + (cookie[40] == 'A' ? 'B' : 'A') + cookie[41..], person.Cookies["__Host-contacts-form"] })
        {
            var visitor = new Visitor(service);
            visitor.SetCookie("__Host-contacts", forged);
            (await visitor.GetAsync(path)).LeadsTo("/console/sign-in");
        }
        var development = new Visitor(service);
        development.SetCookie("contacts", cookie);
        (await development.GetAsync(path)).LeadsTo("/console/sign-in");
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_that_of_somebody_else_changes_nothing()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        Assert.Equal(400, (await person.PostAsync("/console/sign-out")).Status);
        Assert.Equal(400, (await person.PostAsync("/console/sign-out", ("__RequestVerificationToken", "x"))).Status);
        Assert.Equal(400, (await new Visitor(service).PostAsync("/console/sign-in", ("email", person.Email), ("password", Visitor.Password))).Status);
        Assert.Equal(303, (await person.GetAsync("/console")).Status);
    }
}
