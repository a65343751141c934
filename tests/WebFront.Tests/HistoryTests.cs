using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;

namespace Contacts.WebFront.Tests;

[Collection(InDevelopment.Name)]
public sealed class HistoryTests(Service service)
{
    [Fact]
    public Task The_detail_has_the_newest_fifty_entries_and_consents_of_older_ones() => new Histories(service).CheckDetailAsync();

    [Fact]
    public Task Pages_join_to_the_whole_history_although_entries_are_added_meanwhile() => new Histories(service).CheckPagesAsync();

    [Fact]
    public async Task Numbers_have_the_form_of_other_answers()
    {
        var tenant = await service.NewTenantAsync();
        var (id, contactId) = await tenant.NewContactAsync("a@example.com");
        async Task UpdateAsync(string phone) => (await tenant.PostAsync("/api/v1/contacts/update", new()
        {
            ["id"] = contactId, ["phone"] = phone, ["company"] = "Ž & \"Z\"", ["attributes"] = new JsonObject { ["phone"] = phone },
        })).Is(200);

        await UpdateAsync("+420777123456");
        await UpdateAsync("+12125559876");

        var answer = await tenant.GetAsync($"/bff/contact/history?id={id}");
        string[] shown =
        [
            """{"phone":"+420 777123456","attributes":{"phone":"+420777123456"}}""",
            """{"phone":"+1 2125559876","attributes":{"phone":"+12125559876"}}""",
            """{"phone":null,"company":"","attributes":{"phone":null}}""",
            """{"phone":"+420 777123456","company":"Ž & \"Z\"","attributes":{"phone":"+420777123456"}}""",
        ];
        foreach (var json in shown) Assert.Contains(json, answer.Text, StringComparison.Ordinal);
        var visitor = await Console.Visitor.NewAsync(service, tenant);
        var page = await visitor.GetAsync($"/console/o/{tenant.Slug}/contacts/{id}");
        Assert.Contains("<ins>&#x2B;1 2125559876</ins>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_parameter_is_400_and_an_unknown_contact_404()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("a@example.com");
        foreach (var (query, sentence) in new[]
        {
            ("limit=10", "\"id\" is required"), ($"id={id}&limit=0", "\"limit\" must be a positive integer"),
            ($"id={id}&before=x", "\"before\" must be an integer"),
        })
            Assert.Equal(
                sentence,
                (string)(await tenant.GetAsync($"/bff/contact/history?{query}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
        (await tenant.GetAsync("/bff/contact/history?id=unknown")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await (await service.NewTenantAsync()).GetAsync($"/bff/contact/history?id={id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        Assert.Empty((await tenant.GetAsync($"/bff/contact/history?id={id}&before=0")).Is(200)["items"]!.AsArray());
    }
}

public sealed class HistoryPostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresFact]
    public Task The_detail_has_the_newest_fifty_entries_and_consents_of_older_ones() => new Histories(service).CheckDetailAsync();

    [PostgresFact]
    public Task Pages_join_to_the_whole_history_although_entries_are_added_meanwhile() => new Histories(service).CheckPagesAsync();
}

/// <summary>A contact with a history of more than one page, part of it from a contact that was merged in.</summary>
internal sealed class Histories(ServiceHost service)
{
    public async Task CheckDetailAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (id, contactId) = await tenant.NewContactAsync("a@example.com");
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = contactId, ["phone"] = "+420777123456", ["sms_subscribed"] = true })).Is(200);
        var consent = (await DetailAsync(tenant, id))["history"]![0]!;
        Assert.Equal("consent-given", (string)consent["kind"]!);

        await UpdateAsync(tenant, contactId, 47);
        var whole = await DetailAsync(tenant, id);
        await UpdateAsync(tenant, contactId, 5);
        var more = await DetailAsync(tenant, id);

        Assert.Equal((50, false), (whole["history"]!.AsArray().Count, (bool)whole["historyMore"]!));
        Assert.Equal((50, true), (more["history"]!.AsArray().Count, (bool)more["historyMore"]!));
        Assert.DoesNotContain(more["history"]!.AsArray(), entry => (string)entry!["kind"]! == "consent-given");
        Assert.Equal(("sms", true), ((string)more["consents"]![1]!["channel"]!, (bool)more["consents"]![1]!["subscribed"]!));
        Assert.Equal((string)consent["at"]!, (string)more["consents"]![1]!["changedAt"]!);
        Assert.Equal((string)more["createdAt"]!, (string)more["consents"]![0]!["changedAt"]!);
    }

    public async Task CheckPagesAsync()
    {
        var tenant = await service.NewTenantAsync();
        var (final, finalNumber) = await tenant.NewContactAsync("a@example.com");
        var (legacy, legacyNumber) = await tenant.NewContactAsync("b@example.com");
        (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = legacyNumber, ["phone"] = "+420777123456", ["sms_subscribed"] = true })).Is(200);
        foreach (var contact in new[] { finalNumber, legacyNumber, finalNumber, legacyNumber })
            await UpdateAsync(tenant, contact, 30);
        (await tenant.PostAsync("/bff/contact/merge-customers", new() { ["finalCustomerId"] = final, ["legacyCustomerId"] = legacy })).Is(200);
        var entries = (await PageAsync(tenant, final, "limit=1000")).Items;
        Assert.Equal(100, entries.Length);

        var (pages, next) = (new List<JsonNode>(), (long?)long.MaxValue);
        while (next is not null)
        {
            var (items, before) = await PageAsync(tenant, legacy, $"limit=40&before={next}");
            Assert.InRange(items.Length, 1, 40);
            pages.AddRange(items);
            next = before;
            await UpdateAsync(tenant, finalNumber, 1);
        }

        Assert.True(pages.Count >= 124, $"{pages.Count} entries"); // Two creations, a consent, 121 updates, and at least one of the merge.
        Assert.Equal(pages.Select(IdOf).OrderDescending().Distinct(), pages.Select(IdOf));
        Assert.Equal(entries.Select(entry => entry.ToJsonString()), pages.Take(100).Select(entry => entry.ToJsonString()));
        Assert.Equal(2, pages.Count(entry => (string)entry["kind"]! == "created"));
        Assert.Equal(50, (await PageAsync(tenant, final, "")).Items.Length);
        var consent = pages.First(entry => entry["after"]?["smsSubscribed"] is not null);
        Assert.Equal((string)consent["at"]!, (string)(await DetailAsync(tenant, final))["consents"]![1]!["changedAt"]!);
    }

    private static long IdOf(JsonNode entry) => (long)entry["id"]!;

    private static async Task UpdateAsync(Tenant tenant, long contactId, int times)
    {
        for (var i = 0; i < times; i++)
            (await tenant.PostAsync("/api/v1/contacts/update", new() { ["id"] = contactId, ["company"] = $"{Guid.NewGuid()}" })).Is(200);
    }

    private static async Task<JsonNode> DetailAsync(Tenant tenant, string id) =>
        (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!;

    private static async Task<(JsonNode[] Items, long? NextBefore)> PageAsync(Tenant tenant, string id, string query)
    {
        var page = (await tenant.GetAsync($"/bff/contact/history?id={id}&{query}")).Is(200);
        return ([.. page["items"]!.AsArray().Select(item => item!)], (long?)page["nextBefore"]);
    }
}
