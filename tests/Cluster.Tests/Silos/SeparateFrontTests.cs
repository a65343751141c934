using System.Net;
using Contacts.Testing.Otlp;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>Silos and a front as processes of their own, joined by the database alone.</summary>
public sealed class SeparateFrontTests
{
    [PostgresFact]
    public async Task A_front_of_its_own_serves_from_three_silos_and_goes_on_when_one_is_killed()
    {
        var store = await NewDatabaseAsync();
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartSiloAsync(store)));
        await using var front = await SiloProcess.StartProgramAsync("Contacts.WebFront.dll", store);
        try
        {
            var load = Load.Start(front.Http, "front", enough: 300);
            await load.UnderWay;
            await silos[0].KillAsync();
            using var answer = await SiloCluster.PersistAsync(() => front.Http.RegisterAsync("after@example.com"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var calls = Enumerable.Range(0, 300).Select(i =>
                SiloCluster.PersistAsync(() => front.Http.RegisterAsync("one@example.com", $"group {i % 60:00}")));
            Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
            var acknowledged = await load.StopAsync();

            var stored = (await front.Http.SearchAsync("front")).Select(contact => contact.Email!).ToList();
            Assert.Equal(stored.Count, stored.Distinct().Count());
            Assert.Empty(acknowledged.Except(stored));
            var contact = Assert.Single(await silos[1].Http.SearchAsync("one@example.com"));
            Assert.Equal(60, contact.Groups.Length);
            Assert.All([.. silos, front], process => Assert.DoesNotContain("@example.com", process.Output, StringComparison.Ordinal));
        }
        finally
        {
            foreach (var silo in silos) await silo.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task Silos_and_fronts_that_are_told_to_stop_exit_with_0_and_lose_nothing()
    {
        var store = await NewDatabaseAsync();
        await using var leaving = await StartSiloAsync(store);
        await using var staying = await StartSiloAsync(store);
        await using var front = await SiloProcess.StartProgramAsync("Contacts.WebFront.dll", store);
        var load = Load.Start(front.Http, "stop", enough: 200);
        await load.UnderWay;

        Assert.Equal(0, await leaving.TerminateAsync());
        using var answer = await SiloCluster.PersistAsync(() => front.Http.RegisterAsync("after@example.com"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await front.TerminateAsync());
        var acknowledged = await load.StopAsync();

        var stored = (await staying.Http.SearchAsync("stop")).Select(contact => contact.Email!).ToHashSet();
        Assert.Empty(acknowledged.Except(stored));
    }

    [PostgresFact]
    public async Task A_silo_starts_though_the_whole_cluster_died_and_its_addresses_are_gone()
    {
        var store = await NewDatabaseAsync();
        var silos = await Task.WhenAll(SiloProcess.StartAsync(store), SiloProcess.StartAsync(store));
        using var before = await silos[0].Http.RegisterAsync("before@example.com");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        foreach (var silo in silos) await silo.DisposeAsync();

        await using var next = await SiloProcess.StartAsync(store);
        using var after = await next.Http.RegisterAsync("after@example.com");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(2, (await next.Http.SearchAsync("@example.com")).Count);
    }

    [PostgresFact]
    public async Task A_front_of_its_own_sends_its_traces_and_metrics_too()
    {
        var store = await NewDatabaseAsync();
        await using var collector = await Collector.StartAsync();
        await using var silo = await StartSiloAsync(store);
        await using var front = await SiloProcess.StartProgramAsync(
            "Contacts.WebFront.dll", [store, .. collector.Settings]);
        using (var response = await front.Http.RegisterAsync("traced@example.com")) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await front.TerminateAsync());

        Assert.Contains(collector.Spans, span => span.Name == "POST /api/v1/newsletter/register-contact");
        Assert.Contains(collector.Spans, span => span.Name == "IEmailGrain/WriteAsync");
        Assert.Contains(collector.Points, point => point.Name == "contacts.http.requests");
        Assert.DoesNotContain("traced@example.com", collector.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGTERM_while_a_front_waits_for_a_silo_exits_with_0()
    {
        const string store = "ConnectionStrings:Contacts=Host=127.0.0.1;Port=1;Username=nobody;Database=nothing";
        await using var front = await SiloProcess.BeginAsync(
            s => File.ReadAllLines($"/proc/{s.Id}/maps").Any(line => line.EndsWith("Npgsql.dll", StringComparison.Ordinal)), [store],
            "Contacts.WebFront.dll");
        Assert.Equal(0, await front.TerminateAsync());
        Assert.DoesNotContain("   at ", front.Output, StringComparison.Ordinal);
    }

    private static Task<SiloProcess> StartSiloAsync(string store) =>
        SiloProcess.StartAsync(store, $"Contacts:Cluster:GatewayPort={SiloProcess.AnyPort}");

    private static async Task<string> NewDatabaseAsync()
    {
        var server = await PostgresServer.SharedAsync();
        return $"ConnectionStrings:Contacts={await server.CreateEmptyDatabaseAsync()}";
    }
}
