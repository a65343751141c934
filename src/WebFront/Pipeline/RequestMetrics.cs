using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Contacts.WebFront.Pipeline;

/// <summary>Counts requests and measures their duration, by route and outcome. Costs nothing without a listener.</summary>
internal sealed class RequestMetrics
{
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Contacts.WebFront");
        _requests = meter.CreateCounter<long>("contacts.http.requests", "{request}", "Requests answered, by route, method and status.");
        _duration = meter.CreateHistogram<double>("contacts.http.request.duration", "s", "Time to answer a request.");
    }

    public bool IsEnabled => _requests.Enabled || _duration.Enabled;

    /// <summary><paramref name="started"/> is a timestamp of <see cref="Stopwatch"/>, 0 if none was taken.</summary>
    public void Count(string route, string method, int status, long started)
    {
        var tags = new TagList { { "route", route }, { "method", KnownMethod(method) }, { "status", status } };
        _requests.Add(1, tags);
        if (started != 0)
            _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }

    /// <summary>Unknown methods share one name: callers must not grow the cardinality of metrics and traces.</summary>
    public static string KnownMethod(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS" => method,
        _ => "other",
    };
}
