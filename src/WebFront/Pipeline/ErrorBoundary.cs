using System.Diagnostics;
using Contacts.Core;
using Contacts.WebFront.Pipeline.Limits;
using Contacts.WebFront.Pipeline.Replies;
using Contacts.WebFront.Pipeline.Shedding;
using Microsoft.AspNetCore.Http.Features;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Contacts.WebFront.Pipeline;

/// <summary>
/// The outermost step of a request: answers unknown routes and methods in the dialect of the path, turns exceptions into answers
/// without their details, counts requests by route and outcome, and slows down who was refused. Only bugs are logged, by route and never by
/// URL, which may carry a key.
/// </summary>
internal sealed partial class ErrorBoundary(
    Gate gate, IErrorPages pages, RequestMetrics metrics, RefusalPace pace, ILogger<ErrorBoundary> logger)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var started = metrics.IsEnabled ? Stopwatch.GetTimestamp() : 0;
        BrowserAccess.Allow(http);
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405 && http.Response.ContentLength is null)
                await AnswerEmptyAsync(http);
        }
        catch (Exception exception)
        {
            await AnswerAsync(http, exception);
        }

        if (metrics.IsEnabled)
            metrics.Count(RouteOf(http), http.Request.Method, http.Response.StatusCode, started);
        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && http.Response.HasStarted)
            await pace.WaitAsync();
    }

    private Task AnswerEmptyAsync(HttpContext http)
    {
        var failure = http.Response.StatusCode == 405 ? Failure.MethodNotAllowed : Failure.NoRoute;
        return pages.AreFor(http.Request.Path) ? pages.SendAsync(http, failure) : gate.AnswerNoRouteAsync(http, failure);
    }

    private async Task AnswerAsync(HttpContext http, Exception exception)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // for the metric; nobody reads it
            return;
        }

        var failure = Classify(exception);
        if (failure == Failure.Internal)
            LogBug(logger, exception, http.Request.Method, RouteOf(http));
        else
            LogRefusal(logger, failure.Status, RouteOf(http));

        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        LimitHeaders.KeepThrough(http.Response, static response => response.Clear());
        if (pages.AreFor(http.Request.Path))
        {
            await pages.SendAsync(http, failure);
            return;
        }
        BrowserAccess.Allow(http);
        await Responses.FailureAsync(http, Dialects.Of(http.Request.Path), failure);
    }

    /// <summary>What an exception means to the caller.</summary>
    internal static Failure Classify(Exception exception) => exception switch
    {
        StoreUnavailableException or TimeoutException or OperationCanceledException => Failure.Unavailable,
        OrleansMessageRejectionException => Failure.Unavailable, // The grain's process is gone or going.
        ConnectionFailedException or ClientNotAvailableException or GatewayTooBusyException => Failure.Unavailable,
        BadHttpRequestException { StatusCode: 413 } => Failure.TooLarge,
        BadHttpRequestException { StatusCode: 408 } => Failure.SlowBody,
        BadHttpRequestException or IOException or InvalidDataException => Failure.BadRequest,
        _ => Failure.Internal,
    };

    private static string RouteOf(HttpContext http) =>
        (http.Features.Get<IEndpointFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
    private static partial void LogBug(ILogger logger, Exception exception, string method, string route);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Route} was answered with {Status}")]
    private static partial void LogRefusal(ILogger logger, int status, string route);
}
