using Contacts.Core.Users;
using Contacts.WebFront.Console.Shell;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Console;

/// <summary>Every route of the console there is, tried by those who may not use it.</summary>
[Collection(WithPeople.Name)]
public sealed class GuardTests(PeopleService service)
{
    private IEnumerable<(string Method, string Path, ConsoleRoute Rule)> Routes =>
        from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let rule = endpoint.Metadata.GetMetadata<ConsoleRoute>()
        where rule is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), rule);

    private IEnumerable<(string Method, string Path, ConsoleRoute Rule)> OfMembers =>
        Routes.Where(route => route.Rule.Audience == ConsoleAudience.Member);

    [Fact]
    public void Every_route_below_the_console_is_behind_the_guard() => Assert.Empty(
        from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path.StartsWith("/console", StringComparison.OrdinalIgnoreCase) && endpoint.Metadata.GetMetadata<ConsoleRoute>() is null
        select path);

    [Fact]
    public async Task Without_a_session_pages_lead_to_signing_in_and_forms_are_refused()
    {
        var stranger = new Visitor(service);
        foreach (var (method, path, _) in Routes.Where(route => route.Rule.Audience != ConsoleAudience.Anyone))
        {
            var answer = await SendAsync(stranger, method, Fill(path, "demo"));

            if (IsRead(method)) answer.LeadsTo("/console/sign-in");
            else Assert.Equal((403, path), (answer.Status, path));
        }
    }

    [Fact]
    public async Task A_role_below_the_least_one_is_refused_and_the_least_one_is_not()
    {
        var tenant = await service.NewTenantAsync();
        var people = new Dictionary<Role, Visitor>();
        foreach (var role in Enum.GetValues<Role>())
            people.Add(role, await Visitor.NewAsync(service, tenant, role.ToString().ToLowerInvariant()));

        foreach (var (method, path, rule) in OfMembers)
            foreach (var (role, visitor) in people)
            {
                var answer = await SubmitAsync(visitor, method, Fill(path, tenant.Slug), tenant);
                Assert.True(role < rule.Minimum == (answer.Status == 403), $"{role} {method} {path}: {answer.Status} {answer.Text}");
            }
    }

    [Fact]
    public async Task Another_organisation_is_not_found_by_any_address()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var owner = await Visitor.NewAsync(service, mine);
        foreach (var (method, path, _) in OfMembers)
            foreach (var slug in new[] { theirs.Slug, "no-such-organisation" })
            {
                var answer = await SubmitAsync(owner, method, Fill(path, slug), mine);
                Assert.True(answer.Status == 404, $"{method} {path}: {answer.Status}");
            }
    }

    [Fact]
    public async Task Operators_routes_are_not_there_for_owners()
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        foreach (var (method, path, _) in Routes.Where(route => route.Rule.Audience == ConsoleAudience.Operator))
            Assert.Equal((404, path), ((await SubmitAsync(owner, method, Fill(path, tenant.Slug), tenant)).Status, path));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Origin", "https://example.com", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("X-Nothing", "said", 400)]
    public async Task A_forged_form_is_refused_by_every_route(string header, string value, int status)
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        foreach (var (method, path, _) in Routes.Where(route => !IsRead(route.Method) && route.Rule.Audience != ConsoleAudience.Operator))
        {
            var request = Form(method, Fill(path, tenant.Slug));
            request.Headers.TryAddWithoutValidation(header, value);
            var answer = await owner.SendAsync(request);
            Assert.True(answer.Status == status, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task Text_that_no_store_can_keep_is_refused_and_is_no_failure_of_the_service()
    {
        const string Text = "a\0b";
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        var page = $"/console/o/{tenant.Slug}/contacts";

        Assert.Equal(400, (await owner.SubmitToAsync(page, page + "/new", ("email", "a@example.com"), ("firstName", Text))).Status);
        foreach (var (_, path, _) in OfMembers.Where(route => route.Method == "GET"))
            foreach (var name in new[] { "q", "source", "action", "target", "newEmail", "category", "page", "before" })
            {
                var answer = await owner.GetAsync($"{Fill(path, tenant.Slug)}?{name}={Uri.EscapeDataString(Text)}");
                Assert.True(answer.Status < 500, $"{path}?{name}: {answer.Status}");
            }
    }

    [Fact]
    public async Task The_token_of_another_person_is_refused()
    {
        var tenant = await service.NewTenantAsync();
        var (owner, other) = (await Visitor.NewAsync(service, tenant), await Visitor.NewAsync(service, tenant));
        var page = $"/console/o/{tenant.Slug}/contacts";
        await owner.GetAsync(page);
        foreach (var name in other.Cookies.Keys.Where(name => name != "contacts")) owner.SetCookie(name, other.Cookies[name]);

        var answer = await owner.PostAsync(page + "/new", ("email", "a@example.com"), ("__RequestVerificationToken", await other.TokenAsync(page)));

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task Other_methods_are_not_allowed_and_change_nothing(string method)
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        foreach (var path in Routes.Select(route => Fill(route.Path, tenant.Slug)).Distinct())
        {
            var answer = await owner.SendAsync(new(new(method), path));
            Assert.True(answer.Status == 405, $"{method} {path}: {answer.Status}");
            Assert.Contains("<html", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need()
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        foreach (var (method, path, _) in Routes.Where(route => route.Method == "GET" && !route.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var answer = await owner.GetAsync(Fill(path, tenant.Slug));
            var headers = answer.Response.Headers;
            Assert.Contains("no-store", headers.CacheControl!.ToString(), StringComparison.Ordinal);
            if (answer.Response.Content.Headers.ContentDisposition?.DispositionType == "attachment") continue; // A file, no page.
            Assert.DoesNotContain("unsafe", string.Join(';', headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal(["same-origin"], headers.GetValues("Referrer-Policy"));
            Assert.Equal(["DENY"], headers.GetValues("X-Frame-Options"));
        }
    }

    private static bool IsRead(string method) => method is "GET" or "HEAD";

    /// <summary>A path with something in place of its parameters.</summary>
    private static string Fill(string path, string slug)
    {
        var filled = path.Replace($"{{{ConsoleRoute.Slug}}}", slug, StringComparison.Ordinal);
        return string.Join('/', filled.Split('/').Select(part => part.StartsWith('{') ? "4711" : part));
    }

    private static HttpRequestMessage Form(string method, string path) => new(new(method), path)
    {
        Content = IsRead(method) ? null : new FormUrlEncodedContent([]),
    };

    private static Task<Answer> SendAsync(Visitor visitor, string method, string path) => visitor.SendAsync(Form(method, path));

    /// <summary>As a person would: with the token of a page, in the form and in the header.</summary>
    private static async Task<Answer> SubmitAsync(Visitor visitor, string method, string path, Tenant tenant)
    {
        var request = Form(method, path);
        if (IsRead(method)) return await visitor.SendAsync(request);
        var token = await visitor.TokenAsync($"/console/o/{tenant.Slug}/contacts");
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await visitor.SendAsync(request);
    }
}
