using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>What proves later from where a consent came.</summary>
[Collection(InDevelopment.Name)]
public sealed class EvidenceTests(Service service)
{
    [Fact]
    public async Task A_sign_up_keeps_the_callers_address_browser_page_and_text()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/newsletter/register-contact")
        {
            Content = JsonContent.Create(new { email = "jan@example.com", page = "https://shop.example/news", textVersion = "2026-01" }),
        };
        request.Headers.Authorization = new("Bearer", person.Tenant.Key);
        request.Headers.TryAddWithoutValidation("User-Agent", new string('x', 300));
        (await service.SendAsync(request)).Is(200);

        Assert.Equal(
            $$"""{"ip":"127.0.0.1","userAgent":"{{new string('x', 256)}}","page":"https://shop.example/news","textVersion":"2026-01"}""",
            (await NewestAsync(person.Tenant))["evidence"]!.ToJsonString());
    }

    [Fact]
    public async Task An_act_by_a_link_keeps_the_callers_address()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        await person.SignUpAsync();
        Assert.Equal(200, (await person.PostAsync(await person.PathAsync("unsubscribeUrl"), Subscriber.OneClick)).Status);

        var newest = await NewestAsync(person.Tenant);
        Assert.Equal(("consent-withdrawn", "link"), ((string)newest["kind"]!, (string)newest["actor"]!));
        Assert.Equal("""{"ip":"127.0.0.1"}""", newest["evidence"]!.ToJsonString());
    }

    [Theory]
    [InlineData("update", """{"email_subscribed":true}""", "consent-given")]
    [InlineData("update", """{"email":"jana@example.com","email_subscribed":true}""", "consent-given")]
    [InlineData("upsert", """{"external_id":"1","email_subscribed":true}""", "consent-given")]
    [InlineData("upsert", """{"external_id":"1","email":"jana@example.com","sms_subscribed":false}""", "consent-withdrawn")]
    public async Task An_integrators_word_keeps_the_callers_address(string route, string change, string kind)
    {
        var tenant = await service.NewTenantAsync();
        var id = (long)(await tenant.PostAsync("/api/v1/contacts/create", new()
        {
            ["email"] = "jan@example.com", ["phone"] = "+420777123456", ["external_id"] = "1", ["email_subscribed"] = false,
        })).Is(201)["contact"]!["id"]!;
        var body = JsonNode.Parse(change)!.AsObject();
        if (route == "update") body["id"] = id;

        (await tenant.PostAsync($"/api/v1/contacts/{route}", body)).Is(200);

        var newest = await NewestAsync(tenant);
        Assert.Equal((kind, """{"ip":"127.0.0.1"}"""), ((string)newest["kind"]!, newest["evidence"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("page", 2048)]
    [InlineData("textVersion", 64)]
    public async Task Evidence_that_is_too_long_is_400_and_names_the_field(string field, int limit)
    {
        var tenant = await service.NewTenantAsync();
        JsonObject Body(int length) => new() { ["email"] = "jan@example.com", [field] = new string('x', length) };
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", Body(limit))).Is(200);
        var error = (await tenant.PostAsync("/api/v1/newsletter/register-contact", Body(limit + 1))).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        Assert.Equal($"\"{field}\" must be {limit} characters or less", (string)error["message"]!);
    }

    private static async Task<JsonNode> NewestAsync(Tenant tenant)
    {
        var id = (string)(await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]![0]!["id"]!;
        return (await tenant.GetAsync($"/bff/contact/history?id={id}")).Is(200)["items"]![0]!;
    }
}
