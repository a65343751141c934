using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>What is changed of keys in one process holds in another.</summary>
public sealed class KeyChangeTests
{
    private const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";

    [PostgresFact]
    public async Task A_revocation_an_expiry_and_a_limit_of_the_organisation_reach_the_other_process_and_uses_are_told_at_its_end()
    {
        string[] settings =
        [
            $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}",
                $"Contacts:RootKey={RootKey}",
        ];
        await using var here = await SiloProcess.StartAsync(settings);
        await using var there = await SiloProcess.StartAsync(settings);
        var revoked = await NewKeyAsync(here, DateTimeOffset.UtcNow.AddDays(1));
        var expiring = await NewKeyAsync(here, DateTimeOffset.UtcNow.AddSeconds(15));
        var staying = await NewKeyAsync(here, DateTimeOffset.UtcNow.AddDays(1));
        foreach (var key in (string[])[revoked, expiring, staying])
            using (var response = await GetAsync(there, key))
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var keys = await KeysAsync(here);
        var id = keys.Select(key => key.GetProperty("id").GetInt64()).Order().Reverse().ElementAt(2); // The first of the three.
        await PostAsync(here, "/bff/api-key/revoke", new { id });
        await PostAsync(here, "/bff/organisation/settings", new { limits = new { perMinute = 77_000 } });

        await UntilAsync(there, revoked, response => response.StatusCode == HttpStatusCode.Unauthorized);
        await UntilAsync(there, expiring, response => response.StatusCode == HttpStatusCode.Unauthorized);
        await UntilAsync(there, staying, response => response.Headers.GetValues("X-RateLimit-Limit").Single() == "77000");
        Assert.Equal(0, await there.TerminateAsync());
        var used = (await KeysAsync(here)).Where(key => key.GetProperty("lastUsedAt").ValueKind == JsonValueKind.String);
        Assert.Superset(new HashSet<long> { id, id + 1, id + 2 }, used.Select(key => key.GetProperty("id").GetInt64()).ToHashSet());
    }

    private static async Task<string> NewKeyAsync(SiloProcess silo, DateTimeOffset expirationDate)
    {
        var answer = await PostAsync(
            silo, "/bff/api-key/generate-key",
                new { environment = "PROD", scopes = (string[])["contacts"], expirationDate = expirationDate.ToString("O") });
        return answer.GetProperty("apiKey").GetString()!;
    }

    private static async Task<JsonElement[]> KeysAsync(SiloProcess silo)
    {
        using var response = await GetAsync(silo, RootKey, "/bff/api-key/list?organisation=demo");
        return [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()];
    }

    private static Task UntilAsync(SiloProcess silo, string key, Func<HttpResponseMessage, bool> isSo) =>
        Eventually.GetAsync(() => GetAsync(silo, key), isSo);

    private static Task<HttpResponseMessage> GetAsync(SiloProcess silo, string key, string path = "/api/v1/groups")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        return silo.Http.SendAsync(request);
    }

    private static async Task<JsonElement> PostAsync(SiloProcess silo, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}?organisation=demo") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", RootKey);
        using var response = await silo.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
