using System.Net;
using System.Net.Http.Json;
using System.Text;
using Contacts.Testing.Postgres;
using Contacts.Testing.Smtp;
using Npgsql;

namespace Contacts.Cluster.Tests;

public sealed class MailOutageTests
{
    private const int Mails = 60;

    [PostgresFact]
    public async Task Mails_that_were_taken_while_PostgreSQL_was_away_for_longer_than_their_leases_come_once()
    {
        await using var database = await PostgresServer.StartNewAsync();
        var connection = await database.CreateEmptyDatabaseAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new SmtpServer(new() { AnswersContentAfter = gate.Task });
        string[] settings =
        [
            $"ConnectionStrings:Contacts={connection}", "Contacts:TrustedProxies=127.0.0.1",
            "Contacts:Smtp:Host=127.0.0.1", $"Contacts:Smtp:Port={server.Port}", "Contacts:Smtp:StartTls=false",
        ];
        await using var first = await SiloProcess.StartAsync(settings);
        await using var second = await SiloProcess.StartAsync(settings);
        await using var idle = await SiloProcess.StartAsync(settings);
        for (var i = 0; i < Mails; i++) await SubmitAsync(i % 2 == 0 ? first.Http : second.Http, i);
        // What one process has on its way at once; none of it can be noted before the outage.
        await Eventually.IsTrueAsync(() => server.Contents.Count >= 16);

        await database.KillAsync();
        gate.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(17)); // A lease lasts fifteen.
        await database.StartAsync();

        await Eventually.IsTrueAsync(async () => await CountSentAsync(connection) == Mails);
        Assert.All(Enumerable.Range(0, Mails), i => Assert.Single(server.Contents, content => Says(content, i)));
    }

    private static async Task SubmitAsync(HttpClient http, int number)
    {
        using var submitted = await http.PostAsJsonAsync($"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}", new
        {
            message = Message(number), customerEmail = $"customer{number}@example.com", sendToEmail = $"desk{number}@example.com",
        });
        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
    }

    private static bool Says(byte[] content, int number) =>
        Encoding.UTF8.GetString(content).Contains(Message(number), StringComparison.Ordinal);

    private static string Message(int number) => $"question {number} end";

    private static async Task<long> CountSentAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM mail WHERE state = 1", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
