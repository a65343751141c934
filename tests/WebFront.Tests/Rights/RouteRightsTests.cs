using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests.Rights;

/// <summary>The table of routes in SECURITY.md, tried with each kind of key on every route that there is.</summary>
[Collection(InProduction.Name)]
public sealed class RouteRightsTests(ProductionService service)
{
    [Fact]
    public async Task Every_route_lets_in_the_keys_that_the_table_says_and_no_other()
    {
        var tenant = await service.NewTenantAsync();
        string?[] keys =
        [
            null, await service.NewKeyAsync(tenant.Slug, "PROD", "public"), await service.NewKeyAsync(tenant.Slug, "PROD", "contacts"),
            await service.NewKeyAsync(tenant.Slug, "PROD", "admin"), ServiceHost.RootKey,
        ];
        var table = SecurityPage.Table("routes");
        var used = new HashSet<string[]>();
        foreach (var (path, method) in await RoutesAsync())
        {
            var row = RowOf(table, path);
            used.Add(row);
            for (var kind = 0; kind < keys.Length; kind++)
                Assert.Equal(
                    $"{method} {path} by {kind}: {row[kind + 1]}",
                    $"{method} {path} by {kind}: {await TryAsync(method, path, tenant.Slug, keys[kind])}");
        }
        Assert.Equal(table.Length, used.Count);
    }

    private async Task<IEnumerable<(string Path, string Method)>> RoutesAsync() =>
        ApiDocument.Operations(await ApiDocument.ReadAsync(service)).Select(operation => (operation.Path, operation.Method))
            .Append(("/docs", "GET")).Append(("/openapi/v1.json", "GET"));

    /// <summary>The row with the longest pattern that fits.</summary>
    private static string[] RowOf(string[][] table, string path) => (
        from row in table
        from pattern in SecurityPage.Names(row[0])
        where pattern.EndsWith('*') ? path.StartsWith(pattern[..^1], StringComparison.Ordinal) : path == pattern
        orderby pattern.Length descending
        select row).First();

    /// <summary>Whether a request that asks for nothing sensible gets past the key.</summary>
    private async Task<string> TryAsync(string method, string path, string slug, string? key)
    {
        var answer = await service.SendAsync(
            method, $"{path.Replace("{id}", "0", StringComparison.Ordinal)}?organisation={slug}", method is "GET" or "HEAD" ? null : new JsonObject(), key);
        Assert.True(answer.Status < 500, $"{method} {path}: {answer.Status}");
        return answer.Status == (key is null ? 401 : 403) ? "no" : "yes";
    }
}
