using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>What a key that sits in a web page can make grow.</summary>
[Collection(InDevelopment.Name)]
public sealed class BoundsTests(Service service)
{
    [Fact]
    public async Task Sign_ups_of_a_public_key_create_and_join_groups_up_to_the_bounds_and_succeed_beyond()
    {
        var tenant = await service.NewTenantAsync();
        await BoundAsync(tenant, new() { ["groupsBySignUp"] = 3, ["groupsOfContact"] = 2 });
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public");
        var ignored = new ConcurrentBag<string>();
        using var listener = Listen(ignored);

        await SignUpAsync(key, "a@example.com", "g1", "g2", "g3");
        await SignUpAsync(key, "b@example.com", "g3", "g4");

        Assert.Equal(["g1", "g2"], await GroupsAsync(tenant, "a@example.com"));
        Assert.Equal(["g3"], await GroupsAsync(tenant, "b@example.com"));
        Assert.Contains("groupsOfContact", ignored);
        Assert.Contains("groupsBySignUp", ignored);
        await SignUpAsync(tenant.Key, "a@example.com", "g3", "g4", "g5"); // A key with more scopes is trusted.
        Assert.Equal(["g1", "g2", "g3", "g4", "g5"], await GroupsAsync(tenant, "a@example.com"));
    }

    [Fact]
    public async Task Groups_that_a_contact_cannot_join_are_not_created()
    {
        var tenant = await service.NewTenantAsync();
        await BoundAsync(tenant, new() { ["groupsOfContact"] = 2 });
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public");
        var ignored = new ConcurrentBag<string>();
        using var listener = Listen(ignored);

        await SignUpAsync(key, "a@example.com", "g3", "g1", "g2", "g4");

        Assert.Equal(["g1", "g3"], await GroupsAsync(tenant, "a@example.com"));
        Assert.Contains("groupsOfContact", ignored);
        var all = (await tenant.GetAsync("/api/v1/groups")).Is(200)["data"]!.AsArray();
        Assert.Equal(["g1", "g3"], all.Select(group => (string)group!["name"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Forms_of_a_public_key_create_categories_up_to_the_bound()
    {
        var tenant = await service.NewTenantAsync();
        await BoundAsync(tenant, new() { ["categories"] = 2 });
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public");

        foreach (var category in new[] { "c1", "c2", "c3", "c1" }) await SubmitAsync(key, category);
        await SubmitAsync(tenant.Key, "c4");

        Assert.Equal(["c4", "c1", null, "c2", "c1"], await CategoriesAsync(tenant));
    }

    [Fact]
    public async Task Forms_of_a_public_key_name_every_category_that_exists()
    {
        var tenant = await service.NewTenantAsync();
        await BoundAsync(tenant, new() { ["categories"] = 1 });
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public");

        await SubmitAsync(key, "c1");
        await SubmitAsync(tenant.Key, "c2");
        foreach (var category in new[] { "c2", "c3" }) await SubmitAsync(key, category);

        Assert.Equal([null, "c2", "c2", "c1"], await CategoriesAsync(tenant));
    }

    /// <summary>Those of the tickets, newest first.</summary>
    private static async Task<IEnumerable<string?>> CategoriesAsync(Tenant tenant) =>
        (await tenant.GetAsync("/bff/ticket/list")).Is(200)["items"]!.AsArray().Select(ticket => (string?)ticket!["category"]);

    private static async Task BoundAsync(Tenant tenant, JsonObject bounds) =>
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["bounds"] = bounds })).Is(200);

    private async Task SignUpAsync(string key, string email, params string[] groups) => (await service.SendAsync(
        "POST", "/api/v1/newsletter/register-contact",
        new JsonObject { ["email"] = email, ["groups"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]) }, key)).Is(200);

    private async Task SubmitAsync(string key, string category) => (await service.SendAsync(
        "POST", "/api/v1/support/contact-form",
        new JsonObject { ["message"] = $"Hello {Guid.NewGuid():N}", ["customerEmail"] = "jan@example.com", ["categorySlug"] = category },
        key)).Is(200);

    private static async Task<string[]> GroupsAsync(Tenant tenant, string email) =>
    [
        .. (await tenant.GetAsync($"/bff/contact/list?filterFulltextQuery={email}")).Is(200)["items"]![0]!["groups"]!.AsArray()
            .Select(group => (string)group!["name"]!).Order(StringComparer.Ordinal),
    ];

    private static MeterListener Listen(ConcurrentBag<string> ignored)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "contacts.bounds.ignored") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => ignored.Add((string)tags[0].Value!));
        listener.Start();
        return listener;
    }
}
