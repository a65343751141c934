using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Organisations;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Support;

/// <summary>An organisation that takes contact forms, each from another network unless a test says otherwise.</summary>
internal sealed class SupportTenant(SupportService service, Tenant tenant)
{
    /// <summary>What of Germany's address space serves as "some address that is no trouble".</summary>
    private static int _networks;

    public Tenant Tenant => tenant;

    public static async Task<SupportTenant> NewAsync(SupportService service, OrganisationSettings? settings = null)
    {
        var tenant = await service.NewTenantAsync();
        settings ??= new() { Support = new() { AllowedRecipients = ["@example.com"], DefaultRecipient = "desk@example.org" } };
        var store = service.App.Services.GetRequiredService<IOrganisationStore>();
        var organisation = (await store.FindAsync(tenant.Slug, CancellationToken.None))!;
        var stored = (await store.FindAsync(organisation.Id, CancellationToken.None))!;
        Assert.True(await store.SaveAsync(
            organisation.Id, organisation.Name, SettingsDocument.Write(settings), stored.Version, CancellationToken.None));
        return new(service, tenant);
    }

    public static string AnyAddress()
    {
        var network = Interlocked.Increment(ref _networks);
        return $"84.{network / 256 % 256}.{network % 256}.1";
    }

    public async Task<Answer> SubmitAsync(JsonObject form, string? forwardedFor = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/support/contact-form")
        {
            Content = new StringContent(form.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {tenant.Key}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor ?? AnyAddress());
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return await service.SendAsync(request);
    }

    /// <summary>Submits and returns the ticket that came of it.</summary>
    public async Task<JsonNode> SubmittedAsync(JsonObject form, string? forwardedFor = null)
    {
        var before = await NewestAsync();
        var answer = await SubmitAsync(form, forwardedFor);
        Assert.Equal((200, """{"success":true}"""), (answer.Status, answer.Text));
        return await DetailAsync($"key={tenant.Slug}-{before + 1}");
    }

    public async Task<JsonNode> DetailAsync(string query) => (await tenant.GetAsync($"/bff/ticket/detail?{query}")).Is(200)["ticket"]!;

    /// <summary>The ticket as soon as its mail has a state, or whatever else is waited for.</summary>
    public Task<JsonNode> DetailAsync(string query, Func<JsonNode, bool> when) => Eventually.GetAsync(() => DetailAsync(query), when);

    public async Task<JsonNode[]> ListAsync(string query) => [.. (await tenant.GetAsync($"/bff/ticket/list?{query}")).Is(200)["items"]!.AsArray()!];

    private async Task<int> NewestAsync()
    {
        var keys = (await ListAsync("limit=1")).Concat(await ListAsync("limit=1&status=spam")).Select(ticket => (string)ticket["key"]!);
        return keys.Select(key => int.Parse(key[(key.LastIndexOf('-') + 1)..])).DefaultIfEmpty(0).Max();
    }
}
