using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>A span for each call while someone listens; without a listener the caller's activity is what the grain sees.</summary>
internal static class Tracing
{
    public const string SourceName = "Orleans.LocalSilo";

    private static readonly ActivitySource _source = new(SourceName);

    public static void Begin(Request request)
    {
        if (request.Caller is { } caller) Activity.Current = caller;
        if (!_source.HasListeners() || request is LocalRequest) return;
        request.Span = _source.StartActivity(request.Method.SpanName);
        request.Span?.SetTag("orleans.grain.type", request.Activation!.Class.Type.Name);
    }

    public static void End(Request request, Exception? failure)
    {
        if (request.Span is not { } span) return;
        if (failure is not null) span.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
        span.Dispose();
    }
}
