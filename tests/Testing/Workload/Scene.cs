using Contacts.Testing.Postgres;

namespace Contacts.Testing.Workload;

/// <summary>Three processes on a PostgreSQL of their own, with mail servers; and what happens to them while they work.</summary>
public sealed class Scene : IAsyncDisposable
{
    private const int Processes = 3;

    private readonly PostgresServer _postgres;
    private readonly MailServers _mails;

    private Scene(PostgresServer postgres, MailServers mails, string connectionString, Fleet fleet) =>
        (_postgres, _mails, ConnectionString, Fleet) = (postgres, mails, connectionString, fleet);

    public string ConnectionString { get; }
    public Fleet Fleet { get; }

    /// <param name="settings">Those of all processes, besides what they need.</param>
    public static async Task<Scene> StartAsync(params string[] settings)
    {
        var postgres = await PostgresServer.StartNewAsync();
        var mails = new MailServers(Processes);
        var connectionString = await postgres.CreateEmptyDatabaseAsync();
        string[] common = [$"ConnectionStrings:Contacts={connectionString}", $"Contacts:RootKey={Tenancy.RootKey}",
            "Contacts:TrustedProxies=127.0.0.1", .. settings];
        var fleet = await Fleet.StartAsync(Processes, place => [.. common, .. mails.Settings(place)]);
        return new(postgres, mails, connectionString, fleet);
    }

    /// <summary>
    /// A load on an organisation of that name while something happens, and the checks at its end; how many calls succeeded.
    /// </summary>
    public async Task<int> RunAsync(string slug, Func<Hammer, Task> meanwhile)
    {
        var load = new Hammer(Fleet, await Tenancy.CreateAsync(Fleet.Places[0].Silo.Http, slug));
        await load.RushAsync();
        ModelCheck.OneOfEachAddress(await Stored.ReadAsync(ConnectionString, slug));
        load.Start();
        await meanwhile(load);
        await CheckAsync(slug, await load.StopAsync());
        return load.Successes;
    }

    /// <summary>One process is killed and started again, then the database.</summary>
    public async Task KillAndCrashAsync(string slug, Hammer load)
    {
        await load.DoneAsync(100);
        await Fleet.KillAsync(0);
        _mails.Killed(0, await Stored.ReadAsync(ConnectionString, slug));
        await load.DoneAsync(60, 1, 2);
        await Fleet.StartAgainAsync(0);
        await load.DoneAsync(100);
        await _postgres.KillAsync();
        await _postgres.StartAsync();
        await load.DoneAsync(100);
    }

    private async Task CheckAsync(string slug, Acknowledged acknowledged)
    {
        var stored = await Eventually.GetAsync(
            () => Stored.ReadAsync(ConnectionString, slug), read => read.Tickets.All(ticket => ticket.MailState != 0),
            TimeSpan.FromMinutes(2));
        ModelCheck.Contacts(stored, acknowledged);
        ModelCheck.Tickets(stored, acknowledged);
        ModelCheck.Limits(acknowledged);
        _mails.CheckEachOnce(stored);
        _mails.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await _mails.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
