using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed class ForwardedOriginTests(PeopleService service)
{
    [Fact]
    public async Task Behind_a_trusted_proxy_forms_of_its_address_are_taken_and_cookies_are_secure()
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        var answer = await SignInAsync(service, person.Email, "https://contacts.example.com", "contacts.example.com");

        answer.LeadsTo("/console");
        var cookie = Assert.Single(answer.Response.Headers.GetValues("Set-Cookie"), text => text.StartsWith("contacts=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.True(answer.Response.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https://contacts.example.com", "evil.example", 403)]
    [InlineData("https://evil.example", "evil.example, contacts.example.com", 403)]
    [InlineData("https://contacts.example.com", "evil.example, contacts.example.com", 303)]
    [InlineData("https://evil.example", "evil.example/@contacts.example.com", 403)]
    [InlineData("https://evil.example", "evil.example\" onload=\"alert(1)", 403)]
    [InlineData("https://evil.example", "<script>", 403)]
    public async Task Only_the_nearest_proxys_host_counts_and_only_if_it_is_one(string origin, string forwardedHost, int status)
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());

        var answer = await SignInAsync(service, person.Email, origin, forwardedHost);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("evil.example", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_in_mails_do_not_follow_a_forwarded_host()
    {
        var tenant = await service.NewTenantAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "/bff/user/create")
        {
            Content = new StringContent(
                new JsonObject { ["email"] = Visitor.NewEmail(), ["organisation"] = tenant.Slug, ["role"] = "agent" }.ToJsonString(),
                System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", $"Bearer {ServiceHost.RootKey}");
        request.Headers.Add("X-Forwarded-Host", "evil.example");

        var url = (string)(await service.SendAsync(request)).Is(200)["inviteUrl"]!;

        Assert.DoesNotContain("evil.example", url, StringComparison.Ordinal);
    }

    /// <summary>Signs a person in as by a proxy that ends TLS, with a browser that sends no Sec-Fetch-Site.</summary>
    internal static async Task<Answer> SignInAsync(ServiceHost service, string email, string origin, string forwardedHost)
    {
        var browser = new Visitor(service);
        var token = await browser.TokenAsync("/console/sign-in");
        var request = new HttpRequestMessage(HttpMethod.Post, "/console/sign-in")
        {
            Content = new FormUrlEncodedContent(
            [
                new("email", email), new("password", Visitor.Password), new("__RequestVerificationToken", token),
            ]),
        };
        request.Headers.Add("Origin", origin);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", forwardedHost);
        return await browser.SendAsync(request);
    }
}

/// <summary>The same where nobody is a trusted proxy.</summary>
[Collection(InDevelopment.Name)]
public sealed class UntrustedForwardedOriginTests(Service service)
{
    [Fact]
    public async Task What_is_no_trusted_proxy_says_nothing_of_scheme_and_host()
    {
        var forged = await ForwardedOriginTests.SignInAsync(service, "a@example.com", "https://contacts.example.com", "contacts.example.com");
        var own = await ForwardedOriginTests.SignInAsync(
            service, "a@example.com", service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), "contacts.example.com");

        Assert.Equal((403, 400), (forged.Status, own.Status));
        Assert.False(own.Response.Headers.Contains("Strict-Transport-Security"));
    }
}
