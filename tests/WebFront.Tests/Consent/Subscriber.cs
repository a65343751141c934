using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Contacts.Core.Consent;
using Contacts.Core.Organisations;
using Contacts.Grains.Consent;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>A person with an address in an organisation, and the links that mails to them have.</summary>
public sealed class Subscriber(ServiceHost service, Tenant tenant, string email)
{
    public const string OneClick = "List-Unsubscribe=One-Click";

    public Tenant Tenant => tenant;

    /// <summary>In an organisation of their own, which asks for confirmation.</summary>
    public static async Task<Subscriber> NewAsync(ServiceHost service, JsonObject? consent = null)
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/organisation/settings", new()
        {
            ["name"] = "Acme <& Co>", ["consent"] = consent ?? new() { ["confirm"] = "always" },
        })).Is(200);
        return new(service, tenant, "jan@example.com");
    }

    public async Task SignUpAsync() =>
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = email, ["source"] = "web" })).Is(200);

    public async Task<bool> IsSubscribedAsync() => (bool)(await ContactAsync())["email_subscribed"]!;

    public async Task<JsonNode> ContactAsync() => (await tenant.GetAsync($"/api/v1/contacts?search={email}")).Is(200)["data"]![0]!;

    /// <summary>How many entries the history of the contact has.</summary>
    public async Task<string[]> HistoryAsync()
    {
        var id = (string)(await tenant.GetAsync($"/bff/contact/list?filterFulltextQuery={email}")).Is(200)["items"]![0]!["id"]!;
        return [.. (await tenant.GetAsync($"/bff/contact/history?id={id}")).Is(200)["items"]!.AsArray().Select(item => (string)item!["kind"]!)];
    }

    /// <summary>The path of the newest confirmation link, as the mail has it.</summary>
    public async Task<string> ConfirmPathAsync(TimeSpan? lifetime = null)
    {
        var consent = await ConsentAsync();
        var link = new ConsentLink(
            LinkPurpose.Confirm, consent.OrganisationId, consent.Id, consent.Sequence,
            lifetime is { } span ? DateTimeOffset.UtcNow + span : consent.ExpiresAt);
        return $"/c/{await Get<LinkKeyRing>().SealAsync(link, CancellationToken.None)}";
    }

    public async Task<string> PathAsync(string link)
    {
        var item = (await tenant.PostAsync("/api/v1/newsletter/links", new() { ["emails"] = new JsonArray(email) })).Is(200)["items"]![0]!;
        return new Uri((string)item[link]!).AbsolutePath;
    }

    public async Task<ConsentRow> ConsentAsync()
    {
        var organisation = (await Get<IOrganisationStore>().FindAsync(tenant.Slug, CancellationToken.None))!.Id;
        var key = new ConsentKey(ConsentChannel.Email, email);
        return Assert.Single(await Get<IConsentStore>().FindAsync(organisation, [key], CancellationToken.None));
    }

    public Task<Answer> GetAsync(string path, string? language = null) => SendAsync("GET", path, null, language);

    public Task<Answer> PostAsync(string path, string form, string? language = null) => SendAsync("POST", path, form, language);

    private Task<Answer> SendAsync(string method, string path, string? form, string? language)
    {
        var request = new HttpRequestMessage(new(method), path);
        if (form is not null) request.Content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        if (language is not null) request.Headers.Add("Accept-Language", language);
        return service.SendAsync(request);
    }

    private T Get<T>()
        where T : notnull => service.App.Services.GetRequiredService<T>();
}
