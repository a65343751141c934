using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>A store of Development that becomes one of Production: the keys of the documentation's reader do not come along.</summary>
public sealed class DevelopmentKeyTests
{
    private const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
    private const string Production = "environment=Production";

    [Fact]
    public async Task Keys_made_with_the_sample_key_are_refused_in_Production_on_the_same_file()
    {
        using var data = new DataFolder();
        await CheckAsync(data.Setting);
    }

    [PostgresFact]
    public async Task Keys_made_with_the_sample_key_are_refused_in_Production_on_the_same_database() => await CheckAsync(
        $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}");

    private static async Task CheckAsync(string store)
    {
        string[] settings = [store, $"Contacts:RootKey={RootKey}"];
        string child, grandchild, own;
        await using (var development = await SiloProcess.StartAsync(settings))
        {
            child = await NewKeyAsync(development, SiloProcess.SampleKey);
            grandchild = await NewKeyAsync(development, child);
            own = await NewKeyAsync(development, RootKey);
            foreach (var key in (string[])[child, grandchild, own])
                Assert.Equal((HttpStatusCode.OK, ""), await UseAsync(development, key));
            Assert.Equal(0, await development.TerminateAsync());
        }

        await using var production = await SiloProcess.StartAsync([.. settings, Production]);
        foreach (var key in (string[])[SiloProcess.SampleKey, child, grandchild])
            Assert.Equal((HttpStatusCode.Unauthorized, "PUBLIC_API_KEY_SAMPLE_VALUE"), await UseAsync(production, key));
        Assert.Equal((HttpStatusCode.OK, ""), await UseAsync(production, own));
        Assert.Equal((HttpStatusCode.OK, ""), await UseAsync(production, await NewKeyAsync(production, own)));
    }

    private static async Task<string> NewKeyAsync(SiloProcess silo, string key)
    {
        using var response = await silo.Http.PostAsJsonAsync(
            $"/bff/api-key/generate-key?organisation=demo&apiKey={key}", new { environment = "PROD", scopes = (string[])["admin"] });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("apiKey").GetString()!;
    }

    /// <summary>Status and code of the error, if any.</summary>
    private static async Task<(HttpStatusCode Status, string Code)> UseAsync(SiloProcess silo, string key)
    {
        using var response = await silo.Http.GetAsync($"/bff/contact/list?apiKey={key}");
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (response.StatusCode, answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString()! : "");
    }
}
