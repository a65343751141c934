using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Console;

/// <summary>The page of one contact.</summary>
[Collection(InDevelopment.Name)]
public sealed class ContactPageTests(Service service)
{
    [Fact]
    public async Task It_shows_contacts_of_the_same_number_and_those_of_the_same_name_and_domain()
    {
        var tenant = await service.NewTenantAsync();
        var (id, number) = await tenant.NewContactAsync("eva@example.com");
        var eva = Eva("eva@example.com", "+420777123456");
        eva["id"] = number;
        (await tenant.PostAsync("/api/v1/contacts/update", eva)).Is(200);
        JsonObject[] others =
        [
            Eva("domain@example.com", "+420777123457"), Eva("elsewhere@example.org", "+420777123458"),
            new() { ["email"] = "number@example.net", ["phone"] = "+420777123456" },
        ];
        foreach (var other in others) (await tenant.PostAsync("/api/v1/contacts/create", other)).Is(201);
        var visitor = await Visitor.NewAsync(service, tenant, "agent");

        var page = await visitor.GetAsync($"/console/o/{tenant.Slug}/contacts/{id}");

        Assert.Contains("domain@example.com", page.Text, StringComparison.Ordinal);
        Assert.Contains("number@example.net", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere@example.org", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_down_of_a_consent_keeps_from_where_it_was()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        var visitor = await Visitor.NewAsync(service, tenant);
        var page = $"/console/o/{tenant.Slug}/contacts/{id}";

        foreach (var action in (string[])["withdraw", "grant"])
            (await visitor.SubmitToAsync(
                page, $"{page}/consent", ("channel", "email"), ("action", action), ("note", "by phone"))).LeadsTo(page);

        var entries = (await tenant.GetAsync($"/bff/contact/history?id={id}")).Is(200)["items"]!.AsArray().Take(2);
        Assert.Equal(
            ["consent-given 127.0.0.1", "consent-withdrawn 127.0.0.1"],
            entries.Select(entry => $"{entry!["kind"]} {entry["evidence"]?["ip"]}"));
    }

    private static JsonObject Eva(string email, string phone) => new()
    {
        ["email"] = email, ["first_name"] = "Eva", ["last_name"] = "Nováková", ["phone"] = phone,
    };
}
