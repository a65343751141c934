using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests;
using Contacts.WebFront.Tests.Console;

namespace Contacts.Cluster.Tests;

/// <summary>People whose requests are answered by one process after the other, a front without a database among them.</summary>
public sealed partial class PeopleProcessesTests
{
    private const string Overview = "/console/o/demo/contacts";
    private const string Proxies = "Contacts:TrustedProxies=127.0.0.1";

    [PostgresFact]
    public async Task A_form_of_one_process_is_taken_by_another_and_a_session_survives_the_process_that_began_it()
    {
        var store = await NewDatabaseAsync();
        await using var first = await StartSiloAsync(store);
        await using var second = await StartSiloAsync(store);
        await using var front = await SiloProcess.StartProgramAsync("Contacts.WebFront.dll", store, Proxies);
        var link = await SignInPathAsync(first);
        using var turns = new Turns(first, front, second);
        var visitor = new Visitor(turns.SendAsync);

        (await visitor.SubmitAsync(link)).LeadsTo("/console");
        for (var i = 0; i < 3; i++) Assert.Equal(200, (await visitor.GetAsync(Overview)).Status);
        await first.KillAsync();
        using var rest = new Turns(second, front);
        var moved = visitor.MovedTo(rest.SendAsync);
        Assert.Equal(200, (await PersistAsync(() => moved.GetAsync(Overview))).Status);
        Assert.Equal(404, (await PersistAsync(() => moved.GetAsync(link))).Status);
        (await PersistAsync(() => moved.SubmitToAsync(Overview, "/console/sign-out"))).LeadsTo("/console/sign-in");

        var thief = visitor.MovedTo(rest.SendAsync);
        await Eventually.GetAsync(
            () => PersistAsync(() => thief.GetAsync(Overview)), answer => answer.Status != 200, TimeSpan.FromSeconds(5));
    }

    [PostgresFact]
    public async Task Five_failures_lock_an_account_whichever_processes_count_them()
    {
        var store = await NewDatabaseAsync();
        await using var first = await StartSiloAsync(store);
        await using var second = await StartSiloAsync(store);
        using var turns = new Turns(first, second);
        var email = await InviteAsync(turns);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => new Visitor(turns.SendAsync).SignInAsync(email, "wrong")));
        var locked = await new Visitor(turns.SendAsync).SignInAsync(email);
        var network = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ =>
            new Visitor(turns.SendAsync) { Address = "203.0.113.9" }.SignInAsync(Visitor.NewEmail(), "wrong")));

        Assert.All([.. answers, locked], answer => answer.Says(400, "locked for 15 minutes"));
        Assert.Equal((20, 10), (network.Count(answer => answer.Status == 400), network.Count(answer => answer.Status == 429)));
    }

    [Fact]
    public async Task Sessions_and_locks_survive_a_restart()
    {
        using var data = new DataFolder();
        Visitor visitor;
        string email;
        await using (var process = await SiloProcess.StartAsync(data.Setting, Proxies))
        {
            using var before = new Turns(process);
            visitor = new Visitor(before.SendAsync);
            (await visitor.SubmitAsync(await SignInPathAsync(process))).LeadsTo("/console");
            email = await InviteAsync(before);
            for (var i = 0; i < 5; i++) await new Visitor(before.SendAsync).SignInAsync(email, "wrong");
            await process.KillAsync();
        }

        await using var next = await SiloProcess.StartAsync(data.Setting, Proxies);
        using var after = new Turns(next);

        Assert.Equal(200, (await visitor.MovedTo(after.SendAsync).GetAsync(Overview)).Status);
        (await new Visitor(after.SendAsync).SignInAsync(email)).Says(400, "locked for 15 minutes");
    }

    /// <summary>Repeats a request as long as it is refused because its grain's process is gone.</summary>
    private static Task<Answer> PersistAsync(Func<Task<Answer>> request) =>
        Eventually.GetAsync(request, answer => answer.Status != 503, TimeSpan.FromMinutes(2));

    private static Task<SiloProcess> StartSiloAsync(string store) =>
        SiloProcess.StartAsync(store, Proxies, $"Contacts:Cluster:GatewayPort={SiloProcess.AnyPort}");

    private static async Task<string> NewDatabaseAsync() =>
        $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}";

    /// <summary>The path of the link that a start in Development prints.</summary>
    private static async Task<string> SignInPathAsync(SiloProcess silo)
    {
        await Eventually.IsTrueAsync(() => Link().IsMatch(silo.Output));
        return Link().Match(silo.Output).Groups[1].Value;
    }

    /// <summary>A new agent of the demo organisation, with a password.</summary>
    private static async Task<string> InviteAsync(Turns turns)
    {
        var email = Visitor.NewEmail();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bff/user/create?apiKey={SiloProcess.SampleKey}")
        {
            Content = new StringContent(
                new JsonObject { ["email"] = email, ["role"] = "agent" }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        };
        var url = (string)(await turns.SendAsync(request)).Is(200)["inviteUrl"]!;
        await new Visitor(turns.SendAsync).AcceptAsync(new Uri(url).AbsolutePath);
        return email;
    }

    [GeneratedRegex(@"(/console/sign-in/\S+)")]
    private static partial Regex Link();

    /// <summary>Asks processes in turn, as a load balancer does.</summary>
    private sealed class Turns(params SiloProcess[] processes) : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        private int _requests;

        public async Task<Answer> SendAsync(HttpRequestMessage request)
        {
            var process = processes[Interlocked.Increment(ref _requests) % processes.Length];
            request.RequestUri = new Uri($"http://127.0.0.1:{process.Port}{request.RequestUri!.OriginalString}");
            using var response = await _http.SendAsync(request);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
        }

        public void Dispose() => _http.Dispose();
    }
}
