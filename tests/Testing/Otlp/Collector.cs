using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Contacts.Testing.Otlp;

/// <summary>Takes what processes send by OTLP over HTTP: spans as they come, of each series of a metric the latest point.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly WebApplication _app;
    private readonly bool _keepsText;
    private readonly StringBuilder _text = new();
    private readonly List<Span> _spans = [];
    private readonly Dictionary<(string Process, string Name, string Tags), Point> _points = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(bool keepsText)
    {
        _keepsText = keepsText;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{kind}", TakeAsync);
    }

    /// <summary>What a process needs to know to send everything here.</summary>
    public string[] Settings => [$"OTEL_EXPORTER_OTLP_ENDPOINT={_app.Urls.Single()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];

    /// <summary>Everything that was sent, as text.</summary>
    public string Text
    {
        get
        {
            lock (_lock) return _text.ToString();
        }
    }

    public IReadOnlyList<Span> Spans
    {
        get
        {
            lock (_lock) return [.. _spans];
        }
    }

    public IReadOnlyList<Point> Points
    {
        get
        {
            lock (_lock) return [.. _points.Values];
        }
    }

    /// <param name="keepsText">For short runs: keeps all that was sent.</param>
    public static async Task<Collector> StartAsync(bool keepsText = true)
    {
        var collector = new Collector(keepsText);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Completes once what was received is so.</summary>
    public async Task UntilAsync(Func<Collector, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_lock) next = _next.Task;
            if (isSo(this)) return;
            await next.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var export = body.ToArray();
        var isOfTraces = http.Request.Path.Value!.EndsWith("traces", StringComparison.Ordinal);
        lock (_lock)
        {
            if (_keepsText) _text.Append(Encoding.UTF8.GetString(export));
            if (isOfTraces) _spans.AddRange(Span.ReadAll(export));
            else Keep(Point.ReadAll(export));
            _next.SetResult();
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private void Keep(IEnumerable<Point> points)
    {
        foreach (var point in points)
            _points[(point.Process, point.Name,
                string.Join(' ', point.Tags.OrderBy(tag => tag.Key).Select(tag => $"{tag.Key}={tag.Value}")))] = point;
    }
}
