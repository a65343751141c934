using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Contacts.Grains.Abstractions.Idempotency;
using Contacts.WebFront.Errors;
using Contacts.WebFront.Keys;
using Contacts.WebFront.Requests;
using Microsoft.AspNetCore.Http.Features;
using Orleans;

namespace Contacts.WebFront.Idempotency;

/// <summary>What of a request decides whether it is a repetition: the API key's text, and the SHA-256 of the body.</summary>
internal readonly record struct RequestIdentity(string ApiKey, byte[] BodyHash);

/// <summary>
/// Runs a request with an Idempotency-Key once: the first answer is stored and given again. Not stored are answers that say nothing of the
/// request itself (401, 403, 429, and 5xx, after which it may be repeated).
/// </summary>
internal sealed partial class IdempotentRuns(IGrainFactory grains, ILogger<IdempotentRuns> logger)
{
    public async Task RunAsync(ApiCall call, RequestIdentity identity, Func<ApiCall, Task> handler)
    {
        if (IdempotencyHeader.ReadOrNull(call.Http.Request) is not { } text)
        {
            await call.RefuseAsync(IdempotencyHeader.Rule);
            return;
        }

        var route = RouteOf(call.Http);
        var record = IdempotencyHeader.RecordOf(identity.ApiKey, route, text);
        var grain = grains.GetGrain<IIdempotencyGrain>($"{call.OrganisationId}/{record}");
        var start = await grain.StartAsync(Request(identity, route), CancellationToken.None);
        if (start.Decision == IdempotencyDecision.Conflict)
        {
            await call.FailAsync(Failure.IdempotencyConflict);
        }
        else if (start.Decision == IdempotencyDecision.Replay)
        {
            call.Http.Response.Headers[IdempotencyHeader.Replayed] = "true";
            await Answers.WriteAsync(call.Http, start.Status, AnswerSeal.Open(start.Answer.AsSpan(), identity.ApiKey, text));
        }
        else
        {
            var stamp = new IdempotencyStamp { Record = record, Owner = start.Owner };
            await RunAsync(call.With(stamp, start.Effect), grain, answer => AnswerSeal.Seal(answer, identity.ApiKey, text), handler);
        }
    }

    private async Task RunAsync(ApiCall call, IIdempotencyGrain grain, Func<byte[], byte[]> seal, Func<ApiCall, Task> handler)
    {
        var (response, owner) = (call.Http.Response, call.Stamp!.Owner);
        byte[] answer;
        try
        {
            answer = await CaptureAsync(call, handler);
        }
        catch
        {
            await TryAsync(() => grain.AbandonAsync(owner, CancellationToken.None));
            throw;
        }

        // Where storing fails, the effect is committed all the same, and a repetition finds it.
        await TryAsync(() => response.StatusCode is 401 or 403 or 429 or >= 500
            ? grain.AbandonAsync(owner, CancellationToken.None)
            : grain.CompleteAsync(owner, response.StatusCode, ImmutableCollectionsMarshal.AsImmutableArray(seal(answer)), CancellationToken.None));
        await response.BodyWriter.WriteAsync(answer);
    }

    /// <summary>Lets the handler write its answer into memory: it is sent after it was stored.</summary>
    private static async Task<byte[]> CaptureAsync(ApiCall call, Func<ApiCall, Task> handler)
    {
        var features = call.Http.Features;
        var sending = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var memory = new MemoryStream();
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(memory));
        try
        {
            await handler(call);
            return memory.ToArray();
        }
        finally
        {
            features.Set(sending);
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            LogNotStored(logger, e.Message);
        }
    }

    private static IdempotentRequest Request(RequestIdentity identity, string route) => new()
    {
        BodyHash = ImmutableCollectionsMarshal.AsImmutableArray(identity.BodyHash),
        KeyHash = ImmutableCollectionsMarshal.AsImmutableArray(Convert.FromHexString(KeyHash.Of(identity.ApiKey).ToString())),
        Route = route,
    };

    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to an idempotent request was not stored: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string reason);
}
