using System.Net;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

public sealed class PostgresProcessesTests
{
    [PostgresFact]
    public async Task Kill_9_under_load_loses_no_acknowledged_registration_on_PostgreSQL()
    {
        var store = await NewDatabaseAsync();
        string[] acknowledged;
        await using (var silo = await SiloProcess.StartAsync(store)) acknowledged = await CrashTests.KillUnderLoadAsync(silo);

        await using var restarted = await SiloProcess.StartAsync(store);
        await CrashTests.AssertAllThereOnceAsync(restarted, acknowledged);
    }

    [PostgresFact]
    public async Task Three_processes_that_start_at_once_and_register_one_address_300_times_make_one_contact_with_all_groups()
    {
        var store = await NewDatabaseAsync();
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SiloProcess.StartAsync(store)));
        try
        {
            var calls = Enumerable.Range(0, 300).Select(i => silos[i % 3].Http.RegisterAsync("one@example.com", $"group {i % 60:00}"));
            var responses = await Task.WhenAll(calls);
            Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));

            var contact = Assert.Single(await silos[0].Http.SearchAsync("one@example.com"));
            Assert.Equal(Enumerable.Range(0, 60).Select(i => $"group {i:00}"), contact.Groups);
        }
        finally
        {
            foreach (var silo in silos) await silo.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task PostgreSQL_stopped_and_started_under_load_costs_503s_and_no_acknowledged_registration()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var silo = await SiloProcess.StartAsync($"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}");
        var load = OutageLoad.Start(silo.Http);
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        await server.StopAsync();
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await server.StartAsync();
        await load.AnsweredAsync(HttpStatusCode.OK, 200);

        var acknowledged = await load.StopAsync();
        await WellAgainAsync(silo.Http);
        var stored = (await silo.Http.SearchAsync("outage")).Select(contact => contact.Email!).ToList();
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(acknowledged.Except(stored));
    }

    [PostgresFact]
    public async Task SIGTERM_while_PostgreSQL_is_away_ends_processes_with_0()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var store = $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}";
        await using var first = await SiloProcess.StartAsync(store);
        await using var second = await SiloProcess.StartAsync(store);
        var load = OutageLoad.Start(first.Http);
        await load.AnsweredAsync(HttpStatusCode.OK, 50);

        await server.StopAsync();
        await load.AnsweredAsync(HttpStatusCode.ServiceUnavailable, 50);
        await load.StopAsync();
        var exitCodes = await Task.WhenAll(first.TerminateAsync(), second.TerminateAsync());
        Assert.Equal([0, 0], exitCodes);
    }

    [PostgresFact]
    public async Task A_database_that_is_not_there_stops_the_start_with_one_line_without_the_password()
    {
        var (exitCode, output) = await SiloProcess.RunToEndAsync($"{await NewDatabaseAsync()};Database=nowhere;Password=hidden");
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("Setting ConnectionStrings:Contacts is 'Host=", line, StringComparison.Ordinal);
        Assert.Contains("database \"nowhere\" does not exist", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", line, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("ENCODING 'LATIN1'", "", "is encoded in LATIN1; it has to be UTF8.")]
    [InlineData("", ";Search Path=nowhere", "has no schema 'nowhere', which Search Path names.")]
    public async Task A_database_that_cannot_be_used_stops_the_start_with_one_line(string options, string addition, string problem)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync(options);

        var (exitCode, output) = await SiloProcess.RunToEndAsync($"ConnectionStrings:Contacts={database}{addition}");

        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("Setting ConnectionStrings:Contacts: The database 'contacts_", line, StringComparison.Ordinal);
        Assert.EndsWith(problem, line, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task What_cannot_be_the_name_of_an_organisation_is_404()
    {
        const string rootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
        await using var silo = await SiloProcess.StartAsync(await NewDatabaseAsync(), $"Contacts:RootKey={rootKey}");
        using var response = await silo.Http.GetAsync(new Uri($"/bff/contact/list?apiKey={rootKey}&organisation=a%00b", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    /// <summary>A pooled connection that was idle through the outage is found broken by its next use, which is a 503.</summary>
    private static Task WellAgainAsync(HttpClient http) => Eventually.GetAsync(
        () => http.GetAsync(new Uri("/health/ready", UriKind.Relative)), response => response.StatusCode == HttpStatusCode.OK,
        TimeSpan.FromSeconds(10)); // What is promised after the store's return.

    private static async Task<string> NewDatabaseAsync()
    {
        var server = await PostgresServer.SharedAsync();
        return $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}";
    }
}
