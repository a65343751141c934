using System.Text;
using System.Text.Json.Nodes;
using Contacts.Core.Exports;
using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Exports;
using Contacts.WebFront.Tests.Imports;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Contacts.WebFront.Tests.Exports;

/// <summary>Exports over a real socket.</summary>
[Collection(InDevelopment.Name)]
public sealed class ExportTests(Service service)
{
    private const string Route = "/bff/contact/export";

    private static readonly string[] _names =
    [
        "=1+1", "'=1+1", "''=1+1", "'", "''", "'plain", "+420", "-1", "@SUM(A1)", "a\"b", "a,b;c|d", "\"", "žluťoučký", "[\"A\"]", "🎈", "true", "0",
    ];

    [Fact]
    public async Task What_was_exported_changes_nothing_when_it_is_imported()
    {
        var tenant = await FilledAsync();
        var before = await ListAsync(tenant);
        foreach (var (format, type) in new[] { ("csv", "text/csv"), ("csv&bom=true", "text/csv"), ("ndjson", "application/x-ndjson") })
        {
            var (file, _) = await ExportAsync(tenant, $"?format={format}");

            var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, file, type));

            Assert.Equal($"{_names.Length + 3} 0 0 {_names.Length + 3} 0", ImportCalls.Counts(job));
            Assert.Equal(before, await ListAsync(tenant));
        }
    }

    [Fact]
    public async Task No_cell_is_a_formula_unless_they_are_asked_for()
    {
        var tenant = await FilledAsync();

        var (file, response) = await ExportAsync(tenant, "");
        var (raw, _) = await ExportAsync(tenant, "?formulas=raw&fields=lastName,%20email");

        var cells = Rows(file);
        var column = cells[0].IndexOf("lastName");
        Assert.Equal(_names.Length + 4, cells.Count);
        Assert.All(cells.SelectMany(row => row), cell => Assert.False(cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..], cell));
        Assert.Equal(["'=1+1", "''=1+1", "'''=1+1", "'", "''", "'plain"], cells.Skip(1).Take(6).Select(row => row[column]));
        Assert.StartsWith("lastName,email\r\n=1+1,n0@example.com\r\n'=1+1,n1@example.com\r\n", raw, StringComparison.Ordinal);
        Assert.Equal("text/csv; charset=utf-8; header=present", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("attachment; filename=\"contacts-2", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_opens_it_and_shows_every_name_as_text()
    {
        var tenant = await FilledAsync();
        var (file, _) = await ExportAsync(tenant, "?fields=email,lastName");

        var sheet = Spreadsheet.IsInstalled
            ? await Spreadsheet.OpenAsync(file)
            : [.. Rows(file).Select(row => row.Select(cell => new SheetCell(cell, cell is ['=' or '+' or '-' or '@', ..])).ToArray())];

        Assert.Equal(_names.Length + 4, sheet.Length);
        Assert.All(sheet.SelectMany(row => row), cell => Assert.False(cell.IsFormula, cell.Text));
        Assert.Equal(("n0@example.com", "'=1+1"), (sheet[1][0].Text, sheet[1][1].Text));
        Assert.Contains(sheet, row => row[1].Text == "'@SUM(A1)");
    }

    [Fact]
    public async Task The_end_tells_how_many_rows_there_are()
    {
        var tenant = await FilledAsync();

        var (csv, response) = await ExportAsync(tenant, "?source=fair");
        var (lines, other) = await ExportAsync(tenant, "?format=ndjson&source=fair&fields=email,groups,smsSubscribed");

        Assert.Equal(2, Rows(csv).Count);
        Assert.Equal("1", Assert.Single(response.TrailingHeaders.GetValues("X-Export-Rows")));
        Assert.Equal("1", Assert.Single(other.TrailingHeaders.GetValues("X-Export-Rows")));
        Assert.Equal(
            "{\"email\":\"fair@example.com\",\"groups\":[\"A, B\",\"C|D\"],\"smsSubscribed\":null}\n{\"rows\":1}\n", lines);
    }

    [Fact]
    public async Task An_organisation_without_contacts_gets_the_header_alone_and_the_audit_has_it()
    {
        await FilledAsync();
        var tenant = await service.NewTenantAsync();

        var (file, response) = await ExportAsync(tenant, "?fields=email&bom=true");

        Assert.Equal("\uFEFFemail\r\n", file);
        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("X-Export-Rows")));
        var act = (await tenant.GetAsync("/bff/audit/list?action=export.downloaded")).Is(200)["items"]![0]!;
        Assert.Equal((tenant.Slug, "email"), ((string)act["target"]!["id"]!, (string)act["summary"]!));
    }

    [Theory]
    [InlineData("format=xlsx", "\"format\" must be one of csv, ndjson")]
    [InlineData("formulas=yes", "\"formulas\" must be raw where it is given")]
    [InlineData("bom=1", "\"bom\" must be true or false")]
    [InlineData("consent=maybe", "\"consent\" must be one of none, pending, given, confirmed, withdrawn, suppressed")]
    [InlineData("fields=email,email", "\"fields\" must be names of id, contactId, email")]
    [InlineData("fields=shoeSize", "\"fields\" must be names of id, contactId, email")]
    public async Task An_export_that_cannot_be_is_refused_by_name(string query, string message)
    {
        var tenant = await service.NewTenantAsync();

        var error = (await tenant.GetAsync($"{Route}?{query}")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        Assert.StartsWith(message, (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_third_export_at_once_is_refused_until_one_has_ended()
    {
        var tenant = await FilledAsync();
        var found = await service.App.Services.GetRequiredService<IOrganisationStore>().FindAsync(tenant.Slug, CancellationToken.None);
        var exports = service.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IContactExportGrain>(found!.Id);
        var request = new ExportRequest { Contacts = new(), Fields = ["email"] };
        await using var first = exports.ReadAsync(request, CancellationToken.None).WithBatchSize(1).GetAsyncEnumerator();
        await using var second = exports.ReadAsync(request, CancellationToken.None).WithBatchSize(1).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        Assert.True(await second.MoveNextAsync());

        var refused = (await tenant.GetAsync(Route)).IsCoded(503, "INTERNAL_UNAVAILABLE");
        await first.DisposeAsync();
        var (file, _) = await ExportAsync(tenant, "?fields=email");

        Assert.Equal("Too many exports are under way", (string)refused["message"]!);
        Assert.Equal(_names.Length + 4, Rows(file).Count);
    }

    private async Task<Tenant> FilledAsync()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var (i, name) in _names.Index())
            (await tenant.PostAsync(
                "/bff/contact/create", new JsonObject { ["email"] = $"n{i}@example.com", ["lastName"] = name, ["company"] = name })).Is(200);
        (await tenant.PostAsync("/bff/contact/create", new JsonObject
        {
            ["email"] = "fair@example.com", ["source"] = "fair", ["phone"] = "+420 777123456", ["groups"] = new JsonArray("A, B", "C|D"),
        })).Is(200);
        foreach (var email in new[] { "yes@example.com", "no@example.com" })
            (await tenant.PostAsync("/api/v1/newsletter/register-contact", new JsonObject { ["email"] = email })).Is(200);
        (await tenant.PostAsync("/api/v1/newsletter/unsubscribe", new JsonObject { ["email"] = "no@example.com" })).Is(200);
        return tenant;
    }

    private async Task<(string File, HttpResponseMessage Response)> ExportAsync(Tenant tenant, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Route + query);
        request.Headers.Authorization = new("Bearer", tenant.Key);
        var response = await service.Http.SendAsync(request);
        var file = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        Assert.True(response.IsSuccessStatusCode, file);
        return (file, response);
    }

    private static async Task<string> ListAsync(Tenant tenant) =>
        (await tenant.GetAsync("/bff/contact/list?limit=100")).Is(200).ToJsonString();

    private static List<List<string>> Rows(string file)
    {
        using var csv = CsvReader.Create(Encoding.UTF8.GetBytes(file), new() { HasHeader = false });
        var rows = new List<List<string>>();
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        return rows;
    }
}
