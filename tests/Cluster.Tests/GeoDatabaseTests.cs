using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Cluster.Tests;

/// <summary>Setting <c>Contacts:GeoDatabase</c>: what country the service takes an American address to be in.</summary>
public sealed class GeoDatabaseTests
{
    private const string American = "8.8.8.8";

    [Fact]
    public async Task Without_the_setting_countries_come_from_the_database_in_the_service() => Assert.Equal("US", await CountryAsync());

    [Theory, InlineData("none"), InlineData("None")]
    public async Task With_none_every_country_is_unknown(string none) => Assert.Null(await CountryAsync($"Contacts:GeoDatabase={none}"));

    [Fact]
    public async Task With_a_file_countries_come_from_it()
    {
        using var folder = new DataFolder();
        var path = Path.Combine(folder.Path, "other.mmdb");
        using (var file = File.Create(path)) file.Write(OtherDatabase());

        Assert.Equal("ZZ", await CountryAsync($"Contacts:GeoDatabase={path}"));
    }

    /// <summary>The database in the service but for the code of the United States.</summary>
    private static byte[] OtherDatabase()
    {
        using var content = new MemoryStream();
        using (var bundled = BundledCountries.Unpack()) bundled.CopyTo(content);
        var bytes = content.ToArray();
        var code = bytes.AsSpan().LastIndexOf("\x42US"u8); // A text of two bytes.
        "ZZ"u8.CopyTo(bytes.AsSpan(code + 1));
        return bytes;
    }

    private static async Task<string?> CountryAsync(params string[] settings)
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync([data.Setting, "Contacts:TrustedProxies=127.0.0.1", .. settings]);
        using var form = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}")
        {
            Content = JsonContent.Create(new { message = "Hello", customerEmail = "a@example.com" }),
        };
        form.Headers.Add("X-Forwarded-For", American);
        using var response = await silo.Http.SendAsync(form);
        response.EnsureSuccessStatusCode();

        var list = await silo.Http.GetFromJsonAsync<JsonObject>($"/bff/ticket/list?apiKey={SiloProcess.SampleKey}");
        return (string?)Assert.Single(list!["items"]!.AsArray())!["country"];
    }
}
