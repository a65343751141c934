using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>The documented examples as they stand, with the sample key.</summary>
[Collection(InDevelopment.Name)]
public sealed class SeedTests(Service service)
{
    [Fact]
    public async Task Register_contact_answers_success_and_the_contact_is_there()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/newsletter/register-contact?apiKey={Service.SampleKey}")
        {
            Content = new StringContent(
                """
                {
                "email": "jan@barasek.com",
                "source": "web",
                "groups": [
                "trainer"
                ],
                "phone": "+420 777123456",
                "firstName": "Jan",
                "lastName": "Barášek"
                }
                """, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer YOUR_API_KEY");

        var answer = await service.SendAsync(request);

        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));
        var contact = (await ListAsync("search=barasek&subscribed=0"))["data"]!.AsArray()
            .Single(c => (string)c!["email"]! == "jan@barasek.com")!;
        Assert.Equal("Barášek", (string)contact["last_name"]!);
        Assert.Equal("+420777123456", (string)contact["phone"]!);
        Assert.Equal("trainer", (string)contact["groups"]![0]!["name"]!);
        Assert.True((bool)contact["email_subscribed"]!);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", (string)contact["created_at"]!);
    }

    [Fact]
    public async Task Create_contact_answers_201_in_the_documented_shape()
    {
        var answer = await service.SendTextAsync(
            "POST", "/api/v1/contacts/create",
            """
            {
            "email": "jane@example.com",
            "phone": "+12125559876",
            "first_name": "Jane",
            "last_name": "Smith",
            "group_id": 3,
            "sms_subscribed": true
            }
            """, key: Service.SampleKey);

        var contact = answer.Is(201)["contact"]!.AsObject();
        Assert.True((bool)answer.Json["success"]!);
        contact.Remove("id");
        Assert.Equal(
            """{"first_name":"Jane","last_name":"Smith","email":"jane@example.com","phone":"+12125559876","company":"","group_id":3,"""
            + "\"sms_subscribed\":true,\"email_subscribed\":true}",
            contact.ToJsonString(_relaxed));

        (await service.SendTextAsync("POST", "/api/v1/contacts/create", """{"email":"JANE@example.com"}""", key: Service.SampleKey))
            .IsPlain(409, "A contact with this email already exists");
    }

    [Fact]
    public async Task Update_contact_answers_with_its_groups()
    {
        var created = await service.SendTextAsync(
            "POST", "/api/v1/contacts/create", """{"phone":"+12125559876","first_name":"Ann"}""", key: Service.SampleKey);
        var id = (long)created.Is(201)["contact"]!["id"]!;
        Assert.Null(created.Json["contact"]!["group_id"]);

        foreach (var method in new[] { "PUT", "POST", "PATCH" })
        {
            var body = new JsonObject { ["id"] = id, ["company"] = $"{method} Corp", ["group_ids"] = new JsonArray(3, 1) };
            var contact = (await service.SendAsync(method, "/api/v1/contacts/update", body, Service.SampleKey)).Is(200)["contact"]!;

            Assert.Equal($"{method} Corp", (string)contact["company"]!);
            Assert.Equal("Ann", (string)contact["first_name"]!);
            Assert.Null(contact["email"]);
            Assert.Equal(
                """[{"id":1,"name":"Customers"},{"id":3,"name":"VIP Customers"}]""", contact["groups"]!.ToJsonString(_relaxed));
        }
    }

    [Fact]
    public async Task Change_email_answers_success()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        var created = await service.SendAsync("POST", "/bff/contact/create", new JsonObject { ["email"] = email }, Service.SampleKey);
        var id = (string)created.Is(200)["contact"]!["id"]!;
        var body = new JsonObject
        {
            ["id"] = id, ["currentEmail"] = email, ["newEmail"] = "new." + email, ["reason"] = "example_reason", ["confirmMerge"] = false,
        };

        var answer = await service.SendAsync("POST", "/bff/contact/detail-change-email", body, Service.SampleKey);

        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));
        (await service.SendAsync("POST", "/bff/contact/detail-change-email", body, Service.SampleKey))
            .IsCoded(409, "CONTACT_EMAIL_MISMATCH");
    }

    private static readonly System.Text.Json.JsonSerializerOptions _relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<JsonNode> ListAsync(string query) =>
        (await service.SendAsync("GET", $"/api/v1/contacts?{query}", key: Service.SampleKey)).Is(200);
}
