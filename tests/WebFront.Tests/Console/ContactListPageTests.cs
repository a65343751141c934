using System.Net;
using System.Text.Json.Nodes;
using Contacts.WebFront.Tests.Imports;

namespace Contacts.WebFront.Tests.Console;

/// <summary>The list of contacts in the console: its filters and columns are those of the address, and its export has what it shows.</summary>
[Collection(InDevelopment.Name)]
public sealed class ContactListPageTests(Service service)
{
    [Theory]
    [InlineData("source=fair", "fair@example.com")]
    [InlineData("consent=withdrawn", "gone@example.com")]
    [InlineData("consent=given&source=web", "web@example.com")]
    [InlineData("q=web&from=2020-01-01&until=2199-01-01", "web@example.com")]
    [InlineData("country=sk", "fair@example.com")]
    [InlineData("from=2199-01-01", "")]
    public async Task The_list_and_its_export_have_what_the_filters_leave(string filters, string expected)
    {
        var (visitor, path) = await FilledAsync("admin");

        var page = await visitor.GetAsync($"{path}?{filters}");
        var file = await visitor.GetAsync($"{path}/export.csv?{filters}&fields=email");

        foreach (var email in new[] { "fair@example.com", "gone@example.com", "web@example.com" })
            Assert.Equal(email == expected, page.Text.Contains($"<td>{email}</td>", StringComparison.Ordinal));
        Assert.Equal(expected.Length == 0 ? "email\r\n" : $"email\r\n{expected}\r\n", file.Text);
        Assert.Equal(expected.Length > 0, page.Text.Contains($"{path}/export.csv?{WebUtility.HtmlEncode(filters)}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_chosen_columns_are_shown_and_days_are_told_apart()
    {
        var (visitor, path) = await FilledAsync("viewer");
        var today = $"{DateTimeOffset.UtcNow:yyyy-MM-dd}";

        var chosen = await visitor.GetAsync($"{path}?columns=source&columns=since&from=2020-01-01&until={today}");
        var wrong = await visitor.GetAsync($"{path}?from=yesterday");

        Assert.DoesNotContain("<td>fair@example.com</td>", chosen.Text, StringComparison.Ordinal);
        Assert.Contains("<td>fair</td>", chosen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("export.csv", chosen.Text, StringComparison.Ordinal);
        Assert.Equal(400, wrong.Status);
        Assert.Equal(403, (await visitor.GetAsync($"{path}/export.csv")).Status);
    }

    [Fact]
    public async Task The_button_of_the_export_tells_about_how_large_the_file_will_be()
    {
        var tenant = await service.NewTenantAsync();
        var file = "email\n" + string.Concat(Enumerable.Range(10, 20).Select(i => $"c{i}@example.com\n"));
        await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, file));
        var visitor = await Visitor.NewAsync(service, tenant, "admin");
        var path = $"/console/o/{tenant.Slug}/contacts";

        (await visitor.GetAsync(path)).Says(200, "Export as CSV (about 6 KB)");
        (await visitor.GetAsync($"{path}?q=c17")).Says(200, "Export as CSV (about 1 KB)");
    }

    private async Task<(Visitor Visitor, string Path)> FilledAsync(string role)
    {
        var tenant = await service.NewTenantAsync();
        foreach (var source in new[] { "fair", "web", "gone" })
            (await tenant.PostAsync("/api/v1/newsletter/register-contact", new JsonObject
            {
                ["email"] = $"{source}@example.com", ["source"] = source, ["phone"] = source == "fair" ? "+421 905 123 456" : null,
            })).Is(200);
        (await tenant.PostAsync("/api/v1/newsletter/unsubscribe", new JsonObject { ["email"] = "gone@example.com" })).Is(200);
        return (await Visitor.NewAsync(service, tenant, role), $"/console/o/{tenant.Slug}/contacts");
    }
}
