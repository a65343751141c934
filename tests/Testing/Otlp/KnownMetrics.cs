namespace Contacts.Testing.Otlp;

/// <summary>A metric that operators may rely on: its name, its unit and by what it is told apart.</summary>
public sealed record KnownMetric(string Name, string Unit, params string[] Tags)
{
    /// <summary>That it is there, and has nothing but its tags.</summary>
    public void AssertAmong(IReadOnlyList<Point> points)
    {
        var series = points.Where(point => point.Name == Name).ToList();
        Assert.True(series.Count > 0, $"{Name} is not exported.");
        Assert.All(series, point => Assert.Equal((Name, Unit), (point.Name, point.Unit)));
        Assert.All(series, point => Assert.Equal(Tags.Order(), point.Tags.Keys.Order()));
    }
}

public static class KnownMetrics
{
    public static KnownMetric[] Ours { get; } =
    [
        new("contacts.http.requests", "{request}", "route", "method", "status"),
        new("contacts.http.request.duration", "s", "route", "method", "status"),
        new("contacts.http.writes", "{request}"), new("contacts.http.writes.limit", "{request}"), new("contacts.ready", "1"),
        new("contacts.limits.leases", "{lease}"), new("contacts.limits.permits", "{permit}", "flow"),
        new("contacts.limits.refusals", "{request}", "window"),
        new("contacts.write.batch.size", "{row}"), new("contacts.write.batch.duration", "s"), new("contacts.write.waiting", "{row}"),
        new("contacts.ticket.write.batch.size", "{row}"), new("contacts.ticket.write.batch.duration", "s"),
        new("contacts.ticket.write.waiting", "{row}"),
        new("contacts.mail.waiting", "{mail}"), new("contacts.mail.oldest.age", "s"), new("contacts.mail.attempts", "{mail}", "outcome"),
        new("contacts.import.rows", "{row}", "outcome"), new("contacts.import.running", "{job}"),
    ];

    public static KnownMetric[] Orleans { get; } =
    [
        new("orleans-app-requests-latency", "ms"), new("orleans-catalog-activations", "", "grain_type"),
        new("orleans-catalog-activation-created", "", "grain_type"),
    ];

    /// <summary>Of .NET and its HTTP server.</summary>
    public static KnownMetric[] Platforms { get; } =
    [
        new("dotnet.gc.heap.total_allocated", "By"), new("dotnet.process.memory.working_set", "By"),
        new("dotnet.thread_pool.thread.count", "{thread}"),
        new("kestrel.active_connections", "{connection}", "network.transport", "network.type", "server.address", "server.port"),
    ];

    /// <summary>Of the connections to PostgreSQL.</summary>
    public static KnownMetric[] Pools { get; } =
    [
        new("db.client.connection.count", "{connection}", "db.client.connection.pool.name", "db.client.connection.state"),
        new("db.client.connection.max", "{connection}", "db.client.connection.pool.name"),
    ];
}
