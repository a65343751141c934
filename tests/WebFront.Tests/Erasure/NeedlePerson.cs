using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests.Erasure;

/// <summary>
/// A person of whom something is kept wherever the service keeps anything of people, beside one of whom everything has to stay.
/// </summary>
internal sealed class NeedlePerson
{
    private readonly ServiceHost _service;
    private string _importId = "";

    private NeedlePerson(ServiceHost service, Tenant tenant) => (_service, Tenant) = (service, tenant);

    /// <summary>In any case, and numbers in any spelling.</summary>
    public static string[] Needles { get; } =
    [
        "needle.eva@example.com", "needle.second@example.com", "needle.old@example.com", "777123456", "Needlička", "Novákneedle",
        "Needle Works", "crm-needle", "needle-plan", "needle message", "needle notice", "needle subject", "loose needle",
        "example.com/needle", "not-a-phone-needle",
    ];

    public Tenant Tenant { get; }
    public string Id { get; private set; } = "";
    public string SecondId { get; private set; } = "";
    public long Number { get; private set; }
    public string TicketId { get; private set; } = "";

    public static bool Has(string text, string needle) =>
        text.Contains(needle, StringComparison.OrdinalIgnoreCase)
        || (needle.All(char.IsAsciiDigit) && string.Concat(text.Where(c => c != ' ')).Contains(needle, StringComparison.Ordinal));

    public static async Task<NeedlePerson> NewAsync(ServiceHost service)
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["defaultRegion"] = "CZ" })).Is(200);
        var person = new NeedlePerson(service, tenant);
        await tenant.NewContactAsync("otto@example.com");
        await person.FillAsync();
        return person;
    }

    /// <summary>What the routes answer about the organisation, by their addresses.</summary>
    public async Task<(string Path, string Text)[]> AnswersAsync()
    {
        List<(string, string)> answers = [];
        string[] paths =
        [
            "/api/v1/contacts?per_page=100", "/api/v1/contacts?search=needle", "/api/v1/groups", $"/api/v1/contacts/{Number}",
            "/api/v1/contacts/find?external_id=crm-needle", "/bff/contact/list?limit=100", "/bff/contact/export?format=ndjson",
            "/bff/contact/list?filterFulltextQuery=needle", $"/bff/contact/detail?id={Id}", $"/bff/contact/history?id={SecondId}",
            "/bff/ticket/list?limit=100", "/bff/ticket/list?status=spam", $"/bff/ticket/detail?id={TicketId}", "/bff/contact/import/list",
            $"/bff/contact/import/{_importId}", $"/bff/contact/import/{_importId}/rejects", "/bff/audit/list?limit=100",
            "/bff/erasure/list",
            "/bff/analytics/signups?groupBy=source", "/bff/organisation/settings",
        ];
        foreach (var path in paths) answers.Add((path, (await Tenant.GetAsync(path)).Text));
        foreach (var ticket in (await Tenant.GetAsync("/bff/ticket/list?status=spam")).Is(200)["items"]!.AsArray())
            answers.Add(("spam", (await Tenant.GetAsync($"/bff/ticket/detail?id={ticket!["id"]}")).Text));
        answers.Add(("repetition", (await CreateSecondAsync()).Text));
        return [.. answers.Select(answer => (answer.Item1, Decoded(answer.Item2)))];
    }

    /// <summary>Counts of sign-ups, tickets and rows of the import.</summary>
    public async Task<string[]> CountsAsync()
    {
        var signUps = (await Tenant.GetAsync("/bff/analytics/signups?groupBy=source")).Is(200)["totals"]!;
        var job = (await Tenant.GetAsync($"/bff/contact/import/{_importId}")).Is(200)["job"]!;
        string[] rows = ["rows", "created", "updated", "unchanged", "failed", "warnings"];
        var tickets = new List<string>();
        foreach (var path in new[] { "/bff/ticket/list", "/bff/ticket/list?status=spam" })
            tickets.Add($"{path}: {(await Tenant.GetAsync(path)).Is(200)["total"]}");
        return [signUps.ToJsonString(), .. tickets, .. rows.Select(name => $"{name}: {job[name]}")];
    }

    private async Task FillAsync()
    {
        await SignUpAsync("needle.old@example.com");
        Number = (long)(await Tenant.GetAsync("/api/v1/contacts?search=needle")).Is(200)["data"]![0]!["id"]!;
        Id = (string)(await Tenant.GetAsync("/bff/contact/list?filterFulltextQuery=needle")).Is(200)["items"]![0]!["id"]!;
        (await Tenant.PostAsync("/bff/contact/detail-change-email", new()
        {
            ["id"] = Id, ["currentEmail"] = "needle.old@example.com", ["newEmail"] = "needle.eva@example.com",
            ["reason"] = "a needle of a reason",
        })).Is(200);
        (await Tenant.PostAsync("/api/v1/contacts/update", new()
        {
            ["id"] = Number, ["last_name"] = "Novákneedle", ["company"] = "Needle Works", ["phone"] = "777 123 456",
            ["external_id"] = "crm-needle", ["attributes"] = new JsonObject { ["plan"] = "needle-plan" },
        })).Is(200);
        SecondId = (string)(await CreateSecondAsync()).Is(200)["contact"]!["id"]!;
        (await Tenant.PostAsync(
            "/bff/contact/merge-customers", new() { ["finalCustomerId"] = Id, ["legacyCustomerId"] = SecondId })).Is(200);
        await FormAsync("needle.eva@example.com", "needle message", ("notice", "needle notice"), ("subject", "needle subject"));
        await FormAsync("NEEDLE.second@example.com", "loose needle", ("website", "http://spam.example.com"));
        await FormAsync("otto@example.com", "hay message");
        TicketId = (string)(await Tenant.GetAsync("/bff/ticket/list")).Is(200)["items"]!.AsArray()
            .Single(ticket => (string)ticket!["subject"]! == "needle subject")!["id"]!;
        var import = await _service.EndAsync(Tenant.Key, await _service.ImportAsync(
            Tenant.Key, "email,phone,firstName\nneedle.eva@example.com,not-a-phone-needle,E\notto@example.com,777 123 999,Otto\n"));
        _importId = ((JsonNode)import["id"]!).ToString();
    }

    private async Task SignUpAsync(string email) => (await Tenant.PostAsync("/api/v1/newsletter/register-contact", new()
    {
        ["email"] = email, ["firstName"] = "Needlička", ["page"] = "https://example.com/needle", ["groups"] = new JsonArray("all"),
    })).Is(200);

    /// <summary>The same request each time, by its key.</summary>
    private Task<Answer> CreateSecondAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/bff/contact/create")
        {
            Content = new StringContent("""{"email":"needle.second@example.com"}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Tenant.Key) },
        };
        request.Headers.Add("Idempotency-Key", "second");
        return _service.SendAsync(request);
    }

    private async Task FormAsync(string email, string message, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["customerEmail"] = email, ["message"] = message };
        foreach (var (name, value) in more) body[name] = value;
        (await Tenant.PostAsync("/api/v1/support/contact-form", body)).Is(200);
    }

    /// <summary>Without the escapes of JSON.</summary>
    private static string Decoded(string text) => Regex.Replace(
        text, @"\\u([0-9a-fA-F]{4})",
        match => ((char)int.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
}
