using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Contacts.Testing.Postgres;
using MimeKit;

namespace Contacts.Cluster.Tests;

public sealed class ConfirmationCrashTests
{
    [Fact]
    public async Task Kill_9_leaves_every_pending_sign_up_its_mail_and_its_link_on_SQLite()
    {
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting);
    }

    [PostgresFact]
    public async Task Kill_9_leaves_every_pending_sign_up_its_mail_and_its_link_on_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        using var data = new DataFolder();
        await KillUnderLoadAsync(data, data.Setting, $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}");
    }

    private static async Task KillUnderLoadAsync(DataFolder data, params string[] settings)
    {
        // Each sign-up comes from a network of its own, as from so many people: no mail is held back.
        string[] all = [.. settings, "Contacts:TrustedProxies=127.0.0.1"];
        string[] acknowledged;
        await using (var silo = await SiloProcess.StartAsync(all))
        {
            using var confirming = await silo.Http.PostAsJsonAsync(
                $"/bff/organisation/settings?apiKey={SiloProcess.SampleKey}", new { consent = new { confirm = "always" } });
            Assert.Equal(HttpStatusCode.OK, confirming.StatusCode);
            acknowledged = await LoadUntilKilled.RunAsync(silo, SignUp);
        }

        await using var restarted = await SiloProcess.StartAsync(all);
        var pending = await WithStateAsync(restarted.Http, "pending");
        Assert.Empty(acknowledged.Except(pending));
        var links = await LinksAsync(Path.Combine(data.Path, "mail"), pending.Count);
        Assert.Equal(pending.Order(), links.Keys.Order());

        foreach (var link in links.Values)
        {
            using var answer = await restarted.Http.PostAsync(new Uri(link, UriKind.Relative), new FormUrlEncodedContent([new("action", "confirm")]));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(pending.Order(), (await WithStateAsync(restarted.Http, "confirmed")).Order());
    }

    private static (string Email, HttpRequestMessage Request) SignUp(int client, int number)
    {
        var email = $"c{client}.{number}@example.com";
        return (email, new(HttpMethod.Post, $"/api/v1/newsletter/register-contact?apiKey={SiloProcess.SampleKey}")
        {
            Content = JsonContent.Create(new { email, source = "test" }),
        });
    }

    /// <summary>The addresses whose consent stands so.</summary>
    private static async Task<List<string>> WithStateAsync(HttpClient http, string state)
    {
        var found = new List<string>();
        for (var page = 1; ; page++)
        {
            using var json = JsonDocument.Parse(
                await http.GetStringAsync($"/bff/contact/list?limit=100&page={page}&apiKey={SiloProcess.SampleKey}"));
            var items = json.RootElement.GetProperty("items");
            found.AddRange(items.EnumerateArray().Where(item => StateOf(item) == state).Select(item => item.GetProperty("email").GetString()!));
            if (items.GetArrayLength() < 100) return found;
        }
    }

    private static string StateOf(JsonElement contact) => contact.GetProperty("emailConsent").GetProperty("state").GetString()!;

    /// <summary>The paths of the links in the mails of a folder by recipient, when all are there. Each address has one mail.</summary>
    private static async Task<Dictionary<string, string>> LinksAsync(string folder, int count)
    {
        await Eventually.IsTrueAsync(() => Directory.GetFiles(folder, "*.eml").Length >= count, TimeSpan.FromMinutes(2));
        return Directory.GetFiles(folder, "*.eml").Select(file => MimeMessage.Load(file))
            .ToDictionary(mail => mail.To.Mailboxes.Single().Address, mail => Regex.Match(mail.TextBody!, "/c/[A-Za-z0-9_-]+").Value);
    }
}
