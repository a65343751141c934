using Contacts.Storage.Tests.Postgres;

namespace Contacts.Cluster.Tests.Workload;

/// <summary>Three processes on a PostgreSQL of their own, with mail servers; and what happens to them while they work.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private const int Processes = 3;

    private readonly PostgresServer _postgres;
    private readonly MailServers _mails;

    private Scene(PostgresServer postgres, MailServers mails, string connectionString, Fleet fleet) =>
        (_postgres, _mails, ConnectionString, Fleet) = (postgres, mails, connectionString, fleet);

    public string ConnectionString { get; }
    public Fleet Fleet { get; }

    public static async Task<Scene> StartAsync()
    {
        var postgres = await PostgresServer.StartNewAsync();
        var mails = new MailServers(Processes);
        var connectionString = await postgres.CreateEmptyDatabaseAsync();
        string[] common = [$"ConnectionStrings:Contacts={connectionString}", $"Contacts:RootKey={Tenancy.RootKey}", "Contacts:TrustedProxies=127.0.0.1"];
        var fleet = await Fleet.StartAsync(Processes, place => [.. common, .. mails.Settings(place)]);
        return new(postgres, mails, connectionString, fleet);
    }

    /// <summary>One load on an organisation of that name, through a kill and a crash of the database, and the checks at its end.</summary>
    public async Task<Acknowledged> RunAsync(string slug)
    {
        var load = new Hammer(Fleet, await Tenancy.CreateAsync(Fleet.Places[0].Silo.Http, slug));
        await load.RushAsync();
        ModelCheck.OneOfEachAddress(await Stored.ReadAsync(ConnectionString, slug));
        load.Start();
        await load.DoneAsync(100);
        await Fleet.KillAsync(0);
        _mails.Killed(0, await Stored.ReadAsync(ConnectionString, slug));
        await load.DoneAsync(60, 1, 2);
        await Fleet.StartAgainAsync(0);
        await load.DoneAsync(100);
        await _postgres.KillAsync();
        await _postgres.StartAsync();
        await load.DoneAsync(100);
        var acknowledged = await load.StopAsync();
        await CheckAsync(slug, acknowledged);
        return acknowledged;
    }

    private async Task CheckAsync(string slug, Acknowledged acknowledged)
    {
        var stored = await Stored.ReadAsync(ConnectionString, slug);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (stored.Tickets.Any(ticket => ticket.MailState == 0))
        {
            limit.Token.ThrowIfCancellationRequested();
            stored = await Stored.ReadAsync(ConnectionString, slug);
        }
        ModelCheck.Contacts(stored, acknowledged);
        ModelCheck.Tickets(stored, acknowledged);
        ModelCheck.Limits(acknowledged);
        _mails.CheckEachOnce(stored);
    }

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await _mails.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
