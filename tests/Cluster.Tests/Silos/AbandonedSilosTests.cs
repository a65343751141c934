using System.Net;
using System.Net.Sockets;
using Contacts.Silo.Cluster;
using Contacts.Storage.Postgres.Cluster;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Contacts.Cluster.Tests;

/// <summary>What a starting silo makes of those that the membership has as active. Its clock stands still: nothing here may wait.</summary>
public sealed class AbandonedSilosTests
{
    [PostgresFact]
    public async Task A_silo_of_this_machine_whose_port_refuses_is_dead_at_once_and_one_that_listens_is_not()
    {
        var database = await NewDatabaseAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var alive = ((IPEndPoint)listener.LocalEndpoint).Port;
        await AddAsync(database, alive);
        using (var gone = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            gone.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Taken, so that nobody else listens there, and not listening.
            await AddAsync(database, ((IPEndPoint)gone.LocalEndPoint!).Port);

            var clock = new WaitRecorder();
            var clearing = new AbandonedSilos(clock, NullLogger<AbandonedSilos>.Instance).ClearAsync(database, "c", default);
            Assert.Same(clearing, await Task.WhenAny(clearing, clock.FirstWait));
            await clearing;
        }

        await using var silos = new ActiveSilos(database, "c");
        Assert.Equal(alive, Assert.Single(await silos.FindAsync(default)).Port);
    }

    private static async Task<string> NewDatabaseAsync()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await ClusterTables.MigrateAsync(database, default);
        return database;
    }

    private static async Task AddAsync(string database, int port)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var cluster = source.CreateCommand("INSERT INTO cluster_membership (cluster_id) VALUES ('c') ON CONFLICT DO NOTHING");
        await cluster.ExecuteNonQueryAsync();
        await using var add = source.CreateCommand(
            """
            INSERT INTO cluster_silo (cluster_id, address, port, generation, silo_name, host_name, status, started_at, alive_at)
            VALUES ('c', '127.0.0.1', $1, 1, 's', 'h', 3, now(), now())
            """);
        add.Parameters.Add(new() { Value = port });
        await add.ExecuteNonQueryAsync();
    }
}
