using Contacts.Cluster.Tests.Trouble;
using Contacts.Testing.Postgres;
using Contacts.Testing.Smtp;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Contacts.Cluster.Tests.Logs;

/// <summary>
/// What a process that serves people writes at Information and above, while it is used and misused, while its store fails, and while that
/// quotes what it was sent.
/// </summary>
public sealed class LogPrivacyTests
{
    private const string SqliteRule = """
        CREATE TRIGGER no_boom BEFORE INSERT ON contact WHEN NEW.email LIKE 'qzwboom%'
        BEGIN SELECT RAISE(ABORT, 'qzwboom is refused'); END
        """;

    private const string PostgresRule = """
        CREATE FUNCTION no_boom() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused: % % %', NEW.email, NEW.phone, NEW.first_name USING DETAIL = NEW.last_name; END $$;
        CREATE TRIGGER no_boom BEFORE INSERT ON contact FOR EACH ROW WHEN (NEW.email LIKE 'qzwboom%') EXECUTE FUNCTION no_boom()
        """;

    [Fact]
    public async Task Nothing_that_people_send_is_in_the_log_on_SQLite()
    {
        using var data = new DataFolder();
        await using var mail = NewMailServer();
        await using var silo = await SiloProcess.StartAsync([.. Settings(mail), data.Setting]);
        var visitor = new Visitor(silo);
        await VisitAsync(visitor);

        await AddRuleAsync(data);
        await visitor.RegisterAsync(Secrets.Boom, 500);
        FileSizes.Limit(silo.Id, 0);
        await visitor.RegisterAsync(Secrets.Boris, 503);
        await visitor.SubmitAsync(503);
        FileSizes.Unlimit(silo.Id);

        await AssertDiscreetAsync(silo, visitor, "The store fails calls: The disk failed.");
    }

    [Fact]
    public async Task Whoever_asks_for_Debug_gets_exceptions_with_their_messages()
    {
        using var data = new DataFolder();
        await using var mail = NewMailServer();
        await using var silo = await SiloProcess.StartAsync([.. Settings(mail), data.Setting, "Logging:LogLevel:Contacts=Debug"]);
        var visitor = new Visitor(silo);
        await visitor.SetUpAsync();
        await AddRuleAsync(data);
        await visitor.RegisterAsync(Secrets.Boom, 500);
        await silo.TerminateAsync();
        Assert.Contains("qzwboom is refused", silo.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Nothing_that_people_send_is_in_the_log_on_PostgreSQL()
    {
        using var data = new DataFolder();
        await using var server = await PostgresServer.StartNewAsync();
        await using var mail = NewMailServer();
        var database = await server.CreateEmptyDatabaseAsync();
        await using var silo = await SiloProcess.StartAsync(
            [.. Settings(mail), data.Setting,
                $"ConnectionStrings:Contacts={database};Password={Secrets.DatabasePassword};Include Error Detail=true"]);
        var visitor = new Visitor(silo);
        await VisitAsync(visitor);

        await using (var source = NpgsqlDataSource.Create(database + ";Pooling=false"))
        await using (var rule = source.CreateCommand(PostgresRule)) await rule.ExecuteNonQueryAsync();
        await visitor.RegisterAsync(Secrets.Boom, 500);
        await server.StopAsync();
        await visitor.RegisterAsync(Secrets.Boris, 503);
        await visitor.SubmitAsync(503);
        await server.StartAsync();

        await AssertDiscreetAsync(silo, visitor, "The store fails calls: The database");
    }

    private static async Task AddRuleAsync(DataFolder data)
    {
        await using var other = new SqliteConnection($"Data Source={Path.Combine(data.Path, "contacts.db")};Pooling=False");
        await other.OpenAsync();
        await using var rule = other.CreateCommand();
        rule.CommandText = SqliteRule;
        await rule.ExecuteNonQueryAsync();
    }

    private static async Task VisitAsync(Visitor visitor)
    {
        await visitor.SetUpAsync();
        await visitor.ContactsAsync();
        await visitor.ImportAsync();
        await visitor.MistakesAsync();
        await visitor.SubmitAsync(200);
        await Eventually.GetAsync(
            async () => (await visitor.GetAsync("/bff/ticket/detail?key=DESK-1", 200)).GetProperty("ticket").GetProperty("mail")
                .GetProperty("state").GetString(),
            state => state == "failed");
    }

    private static async Task AssertDiscreetAsync(SiloProcess silo, Visitor visitor, string trouble)
    {
        await silo.TerminateAsync();
        // What happened is told, only not to whom.
        Assert.Contains("register-contact failed", silo.Output, StringComparison.Ordinal);
        Assert.Contains(trouble, silo.Output, StringComparison.Ordinal);
        Secrets.AssertAbsent(silo.Output, visitor.Key);
    }

    private static SmtpServer NewMailServer() => new(new()
    {
        Extensions = ["8BITMIME", "SMTPUTF8", "AUTH PLAIN"],
        Login = (Secrets.SmtpUser, Secrets.SmtpPassword),
        Replies = new Dictionary<string, string> { ["RCPT"] = $"550 5.1.1 <{Secrets.Desk}> is unknown here" },
    });

    private static string[] Settings(SmtpServer mail) =>
    [
        "environment=Production", "Logging:LogLevel:Default=Information", "Logging:LogLevel:Microsoft.AspNetCore=Information",
        "Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", "Logging:LogLevel:Npgsql=Information",
        $"Contacts:RootKey={Secrets.RootKey}", "Contacts:TrustedProxies=127.0.0.1",
        "Contacts:Smtp:Host=127.0.0.1", $"Contacts:Smtp:Port={mail.Port}", "Contacts:Smtp:StartTls=false",
        $"Contacts:Smtp:User={Secrets.SmtpUser}", $"Contacts:Smtp:Password={Secrets.SmtpPassword}",
    ];
}
