using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Organisations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>A service whose clock stands still, so that no window ends in the middle of a test.</summary>
public sealed class LimitService() : ServiceHost("Development")
{
    public ServiceClock Clock { get; } = new();

    /// <summary>A key with limits and all scopes, of an organisation of its own.</summary>
    public async Task<(string Key, string Slug)> NewLimitedKeyAsync(string limits)
    {
        var slug = (await NewTenantAsync()).Slug;
        return (await NewLimitedKeyAsync(slug, limits), slug);
    }

    public async Task<string> NewLimitedKeyAsync(string slug, string limits)
    {
        var body = JsonNode.Parse($$"""{"environment": "DEV", "scopes": ["public", "contacts", "admin"], "limits": {{limits}}}""");
        return (string)(await SendAsync("POST", $"/bff/api-key/generate-key?organisation={slug}", body, RootKey)).Is(200)["apiKey"]!;
    }

    public async Task LimitOrganisationAsync(string slug, LimitSettings? limits)
    {
        var store = App.Services.GetRequiredService<IOrganisationStore>();
        var organisation = (await store.FindAsync(slug, default))!;
        var stored = (await store.FindAsync(organisation.Id, default))!;
        Assert.True(await store.SaveAsync(
            organisation.Id, organisation.Name, SettingsDocument.Write(new() { Limits = limits }), stored.Version, default));
    }

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
}
