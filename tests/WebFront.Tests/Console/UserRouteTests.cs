using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed class UserRouteTests(PeopleService service)
{
    [Fact]
    public async Task A_key_with_the_scope_admin_invites_to_its_own_organisation_alone()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());

        Assert.NotNull((await tenant.PostAsync("/bff/user/create", Body(null, "agent"))).Is(200)["inviteUrl"]);
        Assert.NotNull((await tenant.PostAsync("/bff/user/create", Body(tenant.Slug, "owner"))).Is(200)["inviteUrl"]);
        (await tenant.PostAsync("/bff/user/create", Body(other.Slug, "agent"))).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await tenant.PostAsync("/bff/user/create", Body("no-such", "agent"))).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await tenant.PostAsync("/bff/user/create", Body(null, "operator"))).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        var contacts = await tenant.WithKeyAsync("contacts");
        (await contacts.PostAsync("/bff/user/create", Body(null, "agent"))).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
    }

    [Fact]
    public async Task A_root_key_invites_to_any_organisation_and_operators_to_none()
    {
        var tenant = await service.NewTenantAsync();

        Assert.NotNull((await RootAsync(Body(tenant.Slug, "owner"))).Is(200)["inviteUrl"]);
        Assert.NotNull((await RootAsync(Body(null, "owner"), $"?organisation={tenant.Slug}")).Is(200)["inviteUrl"]);
        (await RootAsync(Body("no-such", "owner"))).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await RootAsync(Body(null, "owner"))).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await RootAsync(Body(tenant.Slug, "operator"))).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        var invited = new Visitor(service);
        await invited.AcceptAsync(new Uri((string)(await RootAsync(Body(null, "operator"))).Is(200)["inviteUrl"]!).AbsolutePath);
        Assert.Equal(200, (await invited.GetAsync($"/console/o/{tenant.Slug}/contacts")).Status);
    }

    [Theory]
    [InlineData(null, "agent", "\"email\" is required")]
    [InlineData("not an address", "agent", "\"email\" must be a valid email address")]
    [InlineData("jan@example.com", null, "\"role\" is required")]
    [InlineData("jan@example.com", "king", "\"role\" must be \"owner\", \"admin\", \"agent\" or \"viewer\"")]
    public async Task Bad_input_is_refused_by_name(string? email, string? role, string message)
    {
        var tenant = await service.NewTenantAsync();

        var answer = await tenant.PostAsync("/bff/user/create", new JsonObject { ["email"] = email, ["role"] = role });

        Assert.Equal(message, (string)answer.IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    [Fact]
    public async Task A_member_is_not_invited_again()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant, "viewer");

        var body = new JsonObject { ["email"] = person.Email, ["role"] = "owner" };
        (await tenant.PostAsync("/bff/user/create", body)).IsCoded(409, "USER_ALREADY_MEMBER");
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_sends_no_second_mail()
    {
        var tenant = await service.NewTenantAsync();
        var email = Visitor.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => IdempotentAsync(tenant, email)));

        Assert.Single(answers.Select(answer => (string)answer.Is(200)["inviteUrl"]!).Distinct());
        await service.MailedPathAsync(email, "invitation");
        Assert.Single(service.MailedPaths(email, "invitation"));
    }

    private static JsonObject Body(string? organisation, string role) => new()
    {
        ["email"] = Visitor.NewEmail(), ["organisation"] = organisation, ["role"] = role,
    };

    private Task<Answer> RootAsync(JsonObject body, string query = "") =>
        service.SendAsync("POST", "/bff/user/create" + query, body, ServiceHost.RootKey);

    private Task<Answer> IdempotentAsync(Tenant tenant, string email)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/bff/user/create")
        {
            Content = new StringContent($$"""{"email":"{{email}}","role":"agent"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", $"Bearer {tenant.Key}");
        request.Headers.Add("Idempotency-Key", email);
        return service.SendAsync(request);
    }
}
