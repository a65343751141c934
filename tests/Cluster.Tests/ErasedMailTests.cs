using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

public sealed class ErasedMailTests
{
    [PostgresFact]
    public async Task A_mail_leaves_the_folder_of_another_silo_than_the_one_that_erases_and_of_one_that_was_down()
    {
        var database = $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}";
        using DataFolder first = new(), second = new();
        await using var stopped = await SiloProcess.StartAsync(database, second.Setting); // Alone at first: all mails come into its folder.
        using var set = await stopped.Http.PostAsJsonAsync($"/bff/organisation/settings?apiKey={SiloProcess.SampleKey}", new
        {
            support = new { defaultRecipient = "desk@example.com" }, spam = new { threshold = 1000 },
        });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var down = await WaitForMailAsync(stopped.Http, second, "for the one that is down");
        var up = await WaitForMailAsync(stopped.Http, second, "for the one that runs");

        await using var erasing = await SiloProcess.StartAsync(database, first.Setting);
        await EraseAsync(erasing.Http, up);
        await Eventually.IsTrueAsync(() => up.All(email => MailsOf(second, email).Length == 0));
        Assert.NotEmpty(down.SelectMany(email => MailsOf(second, email)));
        Assert.Equal(0, await stopped.TerminateAsync());
        await EraseAsync(erasing.Http, down);
        Assert.NotEmpty(down.SelectMany(email => MailsOf(second, email)));

        await using var restarted = await SiloProcess.StartAsync(database, second.Setting);

        await Eventually.IsTrueAsync(() => down.All(email => MailsOf(second, email).Length == 0));
        Assert.All(down, email => Assert.Empty(MailsOf(first, email)));
    }

    /// <summary>Sends forms of new customers until a mail of one has come into the folder; all of them.</summary>
    private static async Task<string[]> WaitForMailAsync(HttpClient http, DataFolder folder, string message)
    {
        var emails = new List<string>();
        await Eventually.IsTrueAsync(async () =>
        {
            emails.Add($"{Guid.NewGuid():N}@example.com");
            using var sent = await http.SubmitAsync($"{message} {emails.Count}", emails[^1]);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
            return emails.Any(email => MailsOf(folder, email).Length > 0);
        });
        return [.. emails];
    }

    private static async Task EraseAsync(HttpClient http, string[] emails)
    {
        foreach (var email in emails)
        {
            var listed = await http.GetFromJsonAsync<JsonNode>(
                $"/bff/contact/list?filterFulltextQuery={email}&apiKey={SiloProcess.SampleKey}");
            using var erased = await http.PostAsJsonAsync(
                $"/bff/contact/erase?apiKey={SiloProcess.SampleKey}",
                new { id = (string)listed!["items"]![0]!["id"]!, reason = "asked for by letter" });
            Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        }
    }

    private static string[] MailsOf(DataFolder folder, string email)
    {
        var mails = Path.Combine(folder.Path, "mail");
        return Directory.Exists(mails)
            ? [.. Directory.GetFiles(mails, "*.eml").Where(file => IsAbout(file, email))]
            : [];
    }

    private static bool IsAbout(string file, string email)
    {
        try
        {
            return File.ReadAllText(file).Contains(email, StringComparison.Ordinal);
        }
        catch (FileNotFoundException) // Removed since it was listed.
        {
            return false;
        }
    }
}
