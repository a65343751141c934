using System.Text.Json.Nodes;
using Contacts.Core.Analytics;
using Microsoft.Playwright;
using Npgsql;

namespace Contacts.Browser.Tests;

/// <summary>A month of an organisation that has customers. The README shows the pictures.</summary>
[Collection(WithPostgresSite.Name)]
public sealed class PictureTests(PostgresSite site)
{
    private const string Garden = "garden";

    private static readonly (string Source, int ADay)[] _sources = [("web", 64), ("spring fair", 28), ("checkout", 16), ("podcast", 7)];

    private static readonly (string First, string Last, string Email)[] _people =
    [
        ("Jana", "Nováková", "jana.novakova@example.com"), ("Oliver", "Schmidt", "oliver.schmidt@example.de"),
        ("Ava", "Williams", "ava@williams.example"),
    ];

    private static readonly (string Subject, string Message)[] _questions =
    [
        ("When do the bulbs arrive?", "Hello, I ordered tulip bulbs two weeks ago. Could you tell me when they will be sent?\n\nThank you"),
        ("Invoice for the workshop", "Could I have the invoice for the pruning workshop with our company's address on it?"),
        ("Roses for a shaded balcony", "Which of your roses do well with three hours of sun a day?"),
    ];

    [Fact]
    public async Task The_overview_draws_a_month_by_source()
    {
        var key = await CreateAsync();
        var page = await site.StaffAsync("owner", organisation: Garden);

        await page.GotoAsync(site.UrlOf($"/console/o/{Garden}"));
        await Assertions.Expect(page.Locator(".legend li")).ToHaveCountAsync(_sources.Length);
        Assert.True(await page.Locator("svg.chart rect").CountAsync() > 20 * _sources.Length);
        await page.SaveAsync("overview");

        var tickets = await site.GetAsync("/bff/ticket/list?search=bulbs", key);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(site.UrlOf($"/console/o/{Garden}/inbox/{tickets["items"]![0]!["id"]}"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(_questions[0].Subject);
        await page.SaveAsync("ticket");
    }

    /// <summary>An organisation with a month behind it; a key with all scopes.</summary>
    private async Task<string> CreateAsync()
    {
        await site.PostAsync("/bff/organisation/create", new() { ["slug"] = Garden, ["name"] = "Green Garden" }, Site.RootKey);
        var generated = await site.PostAsync($"/bff/api-key/generate-key?organisation={Garden}", new()
        {
            ["environment"] = "PROD", ["scopes"] = new JsonArray("public", "contacts", "admin"), ["description"] = "Website",
        }, Site.RootKey);
        var key = (string)generated["apiKey"]!;
        foreach (var ((subject, message), (first, last, email)) in _questions.Zip(_people))
            await site.PostAsync("/api/v1/support/contact-form", new()
            {
                ["subject"] = subject, ["message"] = message, ["customerFirstName"] = first, ["customerLastName"] = last,
                ["customerEmail"] = email, ["categorySlug"] = "orders",
            }, key);
        await CountSignUpsAsync();
        return key;
    }

    /// <summary>Sign-ups of days that are over, which nobody can make any more: more on Mondays, fewer at weekends.</summary>
    private async Task CountSignUpsAsync()
    {
        await using var database = NpgsqlDataSource.Create(site.Database);
        var today = Quarter.Of(DateTimeOffset.UtcNow) / Quarter.InDay;
        for (var day = today - 29; day < today; day++)
            foreach (var (source, usual) in _sources)
            {
                var submitted = 1 + (usual * (60 + (day * 37 % 53)) / 100 * (day % 7 is 2 or 3 ? 1 : 2) / 2);
                await using var add = database.CreateCommand(
                    """
                    INSERT INTO sign_up_tally
                        (organisation_id, quarter, source, group_ids, key_id, submitted, created, repeated, pending, confirmed, withdrawn)
                    SELECT organisation_id, $1, $2, '', 0, $3, $4, $5, $4, $6, $7 FROM organisation WHERE slug = $8
                    """);
                object[] values =
                [
                    (day * Quarter.InDay) + 40, source, submitted, submitted * 8 / 10, submitted - (submitted * 8 / 10), submitted * 7 / 10,
                    submitted / 12, Garden,
                ];
                foreach (var value in values) add.Parameters.AddWithValue(value);
                await add.ExecuteNonQueryAsync();
            }
    }
}
