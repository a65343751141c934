using System.Collections.Concurrent;
using System.Net.Sockets;
using Contacts.Testing.Postgres;
using Contacts.Testing.Workload;

namespace Contacts.Cluster.Tests;

/// <summary>
/// Callers that do what a load balancer does: keep connections, and go to the next process only where a connection is refused.
/// </summary>
public sealed class RollingRestartTests
{
    private const int Callers = 24;

    private readonly ConcurrentQueue<string> _acknowledged = [];
    private readonly Pulse _acknowledgement = new();
    private readonly CancellationTokenSource _stop = new();

    [PostgresFact]
    public async Task Processes_that_are_restarted_one_after_the_other_under_load_answer_every_request()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(3, _ => [$"ConnectionStrings:Contacts={database}"]);
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(fleet, caller))).ToArray();

        foreach (var place in fleet.Places)
        {
            await FurtherAsync(300, callers);
            Assert.Equal(0, await fleet.TerminateAsync(place.Number));
            await fleet.StartAgainAsync(place.Number);
        }
        await FurtherAsync(300, callers);
        await _stop.CancelAsync();
        await Task.WhenAll(callers);

        var stored = (await fleet.Places[0].Silo.Http.SearchAsync("rolling")).Select(contact => contact.Email!).ToList();
        Assert.Equal(_acknowledged.Order(), stored.Order());
    }

    private async Task FurtherAsync(int calls, Task[] callers)
    {
        var goal = _acknowledged.Count + calls;
        while (true)
        {
            var acknowledged = _acknowledgement.Next;
            if (_acknowledged.Count >= goal) return;
            if (await Task.WhenAny([acknowledged, .. callers]) is var first && first != acknowledged) await first;
        }
    }

    private async Task CallAsync(Fleet fleet, int caller)
    {
        var connections = new PlainConnection?[fleet.Places.Count];
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            var email = $"rolling.{caller}.{i}@example.com";
            var place = await ConnectAsync(fleet, connections, (caller + i) % connections.Length);
            var status = await connections[place]!.PostAsync($"/api/v1/newsletter/register-contact?apiKey={SiloProcess.SampleKey}",
                $"{{\"email\":\"{email}\"}}");
            if (!connections[place]!.IsOpen) Close(ref connections[place]);
            if (status != 200) throw new InvalidOperationException($"{status} for {email}");
            _acknowledged.Enqueue(email);
            _acknowledgement.Beat();
        }
        for (var place = 0; place < connections.Length; place++) Close(ref connections[place]);
    }

    /// <summary>The first place from this one on that takes a connection or has one already.</summary>
    private static async Task<int> ConnectAsync(Fleet fleet, PlainConnection?[] connections, int place)
    {
        for (; ; place = (place + 1) % connections.Length)
        {
            if (connections[place] is not null) return place;
            try
            {
                connections[place] = await PlainConnection.OpenAsync(fleet.Places[place].Silo.Port);
                return place;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // To the next one.
            }
        }
    }

    private static void Close(ref PlainConnection? connection)
    {
        connection?.Dispose();
        connection = null;
    }
}
