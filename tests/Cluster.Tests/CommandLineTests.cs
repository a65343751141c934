using System.Text.Json.Nodes;
using Contacts.Silo.Commands;
using Contacts.Testing.Postgres;
using Npgsql;
using static Contacts.Cluster.Tests.CommandProcess;

namespace Contacts.Cluster.Tests;

/// <summary>The command line as people use it: processes of their own, without a terminal.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Commands_work_on_the_store_of_the_settings_and_say_where_a_service_holds_it()
    {
        var file = Path.Combine(_data.Path, "people.csv");
        await File.WriteAllTextAsync(file, "email;firstName;attributes\neva@example.com;Eva;\"{\"\"plan\"\":\"\"pro\"\"}\"\nnobody;Jan;\n");
        (await RunAsync("organisations", "create", "acme", "--name", "Acme Corp", Data)).Is(0);

        var imported = (await RunAsync("import", file, "--organisation", "acme", Data)).Is(0);
        Assert.Contains("2 rows: 1 created, 0 updated, 0 unchanged, 1 refused", imported.Output, StringComparison.Ordinal);
        Assert.Contains("Refused rows: 1", imported.Error, StringComparison.Ordinal);
        var key = (await RunAsync("keys", "create", "--organisation", "acme", "--scope", "contacts", "--scope", "admin", Data)).Is(0).Output.Trim();

        await using var service = await SiloProcess.StartAsync($"Contacts:DataDirectory={_data.Path}");
        var held = (await RunAsync("keys", "list", "--organisation", "acme", Data)).Is(1);
        Assert.Contains("If a service runs, name it by --url and --key.", held.Error, StringComparison.Ordinal);
        string[] there = ["--url", service.Http.BaseAddress!.AbsoluteUri, "--key", key];
        Assert.Contains("contacts,admin", (await RunAsync(["keys", "list", .. there])).Is(0).Output, StringComparison.Ordinal);
        (await RunAsync(["import", file, "--strict", .. there])).Is(1);
        var exported = Path.Combine(_data.Path, "export.csv");
        var told = (await RunAsync(["export", "--output", exported, "--fields", "email,firstName", .. there])).Is(0).Error;
        Assert.Matches("^Export 100 %  1 contacts  \\d+ a second  0:00:00 left\\s*$", told);
        Assert.Equal("email,firstName\r\neva@example.com,Eva\r\n", await File.ReadAllTextAsync(exported));
        var paying = (await RunAsync(["export", "--fields", "email", "--attribute", "plan:pro", .. there])).Is(0);
        var others = (await RunAsync(["export", "--fields", "email", "--attribute", "plan:free", .. there])).Is(0);
        Assert.Equal(("email\r\neva@example.com", "email"), (paying.Output.Trim(), others.Output.Trim()));
        (await RunAsync(["export", "--fields", "nothing", .. there])).Is(1);
        Assert.StartsWith("http", (await RunAsync(["users", "create", "jan@example.com", "--role", "agent", .. there])).Is(0).Output);
        Assert.Contains("403", (await RunAsync(["organisations", "list", .. there])).Is(1).Error, StringComparison.Ordinal);
        service.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var contacts = JsonNode.Parse(await service.Http.GetStringAsync("/api/v1/contacts"))!["data"]!.AsArray();
        Assert.Equal("eva@example.com", (string)Assert.Single(contacts)!["email"]!);
    }

    [PostgresFact]
    public async Task Commands_work_on_PostgreSQL_and_leave_no_member_of_a_cluster_behind()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        var invited = await RunAsync("users", "create", "root@example.com", "--role", "operator", Data, $"--ConnectionStrings:Contacts={database}");

        Assert.StartsWith("http://localhost:8080/console/invitation/", invited.Is(0).Output, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(database);
        await using var members = source.CreateCommand("SELECT count(*) FROM cluster_membership");
        Assert.Equal(0L, await members.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "import", "--help")]
    [InlineData(2, "import", "no-such-file.csv", "--organisation", "demo")]
    [InlineData(2, "imprt", "people.csv")]
    [InlineData(2, "keys", "list")]
    [InlineData(2, "keys", "revoke", "x", "--organisation", "demo")]
    [InlineData(2, "organisations", "list", "--url", "http://localhost:1")]
    [InlineData(2, "users", "create", "jan@example.com", "--role", "king")]
    [InlineData(1, "organisations", "list", "--url", "http://localhost:1", "--key", "ROOTabcdefghijklmnopqrstuvwx0123")]
    public async Task Wrong_use_is_told_by_the_exit_code(int exitCode, params string[] args) =>
        Assert.Equal(exitCode, await CommandLine.RunAsync(args));

    private string Data => $"--Contacts:DataDirectory={_data.Path}";
}
