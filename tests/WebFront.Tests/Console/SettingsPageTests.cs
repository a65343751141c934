using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed class SettingsPageTests(PeopleService service)
{
    [Fact]
    public async Task Settings_change_where_they_were_touched_and_say_what_is_wrong()
    {
        var (tenant, admin) = await NewAsync();
        var settings = $"/console/o/{tenant.Slug}/settings";
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["defaultRegion"] = "CZ" })).Is(200);

        (await admin.SubmitToAsync(settings, settings, ("name", "Acme"), ("was.name", "x"), ("spam.threshold", "50"), ("was.spam.threshold", "100")))
            .LeadsTo($"{settings}?done=saved");

        var stored = (await tenant.GetAsync("/bff/organisation/settings")).Is(200)["settings"]!;
        Assert.Equal(("Acme", "CZ", 50), ((string)stored["name"]!, (string)stored["defaultRegion"]!, (int)stored["spam"]!["threshold"]!));
        (await admin.GetAsync(settings)).Says(200, "value=\"Acme\"");
        (await admin.SubmitToAsync(settings, settings, ("spam.threshold", "many"), ("was.spam.threshold", "50")))
            .Says(400, "spam.threshold must be an integer from 1 to");
        (await service.SendAsync(
            "POST", $"/bff/organisation/settings?organisation={tenant.Slug}",
            new JsonObject { ["limits"] = new JsonObject { ["perMinute"] = 9_000 } },
            ServiceHost.RootKey)).Is(200);
        (await admin.SubmitToAsync(settings, settings, ("limits.perMinute", ""), ("was.limits.perMinute", "9000")))
            .Says(400, "Only whoever operates the service changes these limits.");
    }

    [Fact]
    public async Task A_text_of_mails_replaces_the_services_and_goes_when_it_is_cleared()
    {
        var (tenant, admin) = await NewAsync();
        var settings = $"/console/o/{tenant.Slug}/settings";
        (await admin.GetAsync(settings)).Says(200, "Please confirm your subscription to {organisation}");

        (await admin.SubmitToAsync(
            settings, settings, ("texts.cs.ticketSubject", "[{ticket}] {subject}"), ("texts.cs.ticketBody", "Zpráva:\r\n\r\n{message}")))
            .LeadsTo($"{settings}?done=saved");

        var texts = (await SettingsAsync(tenant))["texts"]!["cs"]!;
        Assert.Equal(("[{ticket}] {subject}", "Zpráva:\n\n{message}"), ((string)texts["ticketSubject"]!, (string)texts["ticketBody"]!));
        (await admin.SubmitToAsync(settings, settings, ("texts.en.confirmationBody", "No link"), ("was.texts.en.confirmationBody", "")))
            .Says(400, "texts.en.confirmationBody must have the placeholder {link}");
        (await admin.SubmitToAsync(settings, settings, ("texts.cs.ticketSubject", ""), ("was.texts.cs.ticketSubject", "[{ticket}] {subject}")))
            .LeadsTo($"{settings}?done=saved");
        Assert.Null((await SettingsAsync(tenant))["texts"]!["cs"]!["ticketSubject"]);
        Assert.NotNull((await SettingsAsync(tenant))["texts"]!["cs"]!["ticketBody"]);
    }

    [Fact]
    public async Task Categories_are_added_changed_and_taken_away_and_a_warning_ends()
    {
        const string Warning = "Nobody receives contact forms: say who gets the mails.";
        var (tenant, admin) = await NewAsync();
        var settings = $"/console/o/{tenant.Slug}/settings";
        (await admin.GetAsync(settings)).Says(200, Warning);

        (await admin.SubmitToAsync(
            settings, settings, ("categories", "2"), ("category.0.slug", "Offer"), ("category.0.recipients", "a@example.com, b@example.com"),
            ("category.1.slug", "press"), ("category.1.allowUnknown", "on"))).LeadsTo($"{settings}?done=saved");

        Assert.Equal(
            """[{"slug":"offer","recipients":["a@example.com","b@example.com"],"allowUnknown":false},{"slug":"press","recipients":[],"allowUnknown":true}]""",
            (await SettingsAsync(tenant))["support"]!["categories"]!.ToJsonString());
        Assert.DoesNotContain(Warning, (await admin.GetAsync(settings)).Text, StringComparison.Ordinal);
        var refused = await admin.SubmitToAsync(
            settings, settings, ("categories", "1"), ("category.0.slug", "offer"), ("category.0.recipients", "nobody"));
        refused.Says(400, "support.categories[0].recipients[0] must be a valid email address");
        refused.Says(400, "value=\"nobody\"");
        refused.Says(400, $"name=\"name\" value=\"{tenant.Slug}\"");
        (await admin.SubmitToAsync(settings, settings, ("categories", "1"), ("category.0.slug", ""))).LeadsTo($"{settings}?done=saved");
        Assert.Empty((await SettingsAsync(tenant))["support"]!["categories"]!.AsArray());
    }

    private static async Task<JsonNode> SettingsAsync(Tenant tenant) =>
        (await tenant.GetAsync("/bff/organisation/settings")).Is(200)["settings"]!;

    private async Task<(Tenant Tenant, Visitor Admin)> NewAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await Visitor.NewAsync(service, tenant, "admin"));
    }
}
