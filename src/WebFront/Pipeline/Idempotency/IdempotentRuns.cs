using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.Idempotency;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Features;
using Orleans;

namespace Contacts.WebFront.Pipeline.Idempotency;

/// <summary>Identifies a repeated request: the API key's text, and the SHA-256 of the body.</summary>
internal readonly record struct RequestIdentity(string ApiKey, byte[] BodyHash);

/// <summary>
/// Runs a request with an Idempotency-Key once: the first answer is stored and given again. Not stored are answers that say nothing of the
/// request itself (401, 403, 429, and 5xx, after which it may be repeated). What was not read in full (413, 415) does not come here:
/// nothing could be compared with it.
/// </summary>
internal sealed partial class IdempotentRuns(IGrainFactory grains, ILogger<IdempotentRuns> logger)
{
    public async Task RunAsync(ApiCall call, RequestIdentity identity, Func<ApiCall, Task> handler)
    {
        if (IdempotencyHeader.ReadOrNull(call.Http.Request) is not { } text)
        {
            await FailAsync(call, Failure.Invalid(IdempotencyHeader.Rule));
            return;
        }

        var route = RouteOf(call.Http);
        var record = IdempotencyHeader.RecordOf(identity.ApiKey, WithValues(route, call.Http), text);
        var sealKey = AnswerSeal.KeyOf(identity.ApiKey, text);
        var grain = grains.GetGrain<IIdempotencyGrain>($"{call.OrganisationId}/{record}");
        var start = await grain.StartAsync(Request(identity, route), CancellationToken.None);
        if (start.Decision == IdempotencyDecision.Conflict)
        {
            await FailAsync(call, Failure.IdempotencyConflict);
        }
        else if (start.Decision == IdempotencyDecision.Replay)
        {
            MarkReplayed(call);
            await Responses.WriteAsync(
                call.Http, start.Status,
                start.Answer.IsEmpty ? Responses.Erased(start.Status) : AnswerSeal.Open(start.Answer.AsSpan(), sealKey));
        }
        else
        {
            var stamp = new IdempotencyStamp
            {
                Record = record, Owner = start.Owner, SealKey = ImmutableCollectionsMarshal.AsImmutableArray(sealKey),
            };
            if (start.Effect is not null)
                MarkReplayed(call);
            await RunAsync(call.With(stamp, EffectOf(start, sealKey)), grain, handler);
        }
    }

    private async Task RunAsync(ApiCall call, IIdempotencyGrain grain, Func<ApiCall, Task> handler)
    {
        var (response, stamp) = (call.Http.Response, call.Stamp!);
        byte[] answer;
        try
        {
            answer = await CaptureAsync(call, handler);
        }
        catch
        {
            await TryAsync(() => grain.AbandonAsync(stamp.Owner, CancellationToken.None));
            throw;
        }

        // Where storing fails, the effect is committed all the same, and a repetition finds it.
        await TryAsync(() => response.StatusCode is 401 or 403 or 429 or >= 500
            ? grain.AbandonAsync(stamp.Owner, CancellationToken.None)
            : grain.CompleteAsync(stamp.Owner, response.StatusCode, Seal(answer, stamp), CancellationToken.None));
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
        catch (StoreUnavailableException e)
        {
            LogNotStored(logger, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(logger, e);
        }
    }

    private static CommittedEffect? EffectOf(IdempotencyStart start, byte[] sealKey) => start.Effect is { } id
        ? new(id, start.Answer.IsEmpty ? null : Encoding.UTF8.GetString(AnswerSeal.Open(start.Answer.AsSpan(), sealKey)))
        : null;

    private static Task FailAsync(ApiCall call, Failure failure) => Responses.FailureAsync(call.Http, call.Dialect, failure);

    private static ImmutableArray<byte> Seal(byte[] answer, IdempotencyStamp stamp) =>
        ImmutableCollectionsMarshal.AsImmutableArray(AnswerSeal.Seal(answer, stamp.SealKey.AsSpan()));

    private static void MarkReplayed(ApiCall call) => call.Http.Response.Headers[IdempotencyHeader.Replayed] = "true";

    private static IdempotentRequest Request(RequestIdentity identity, string route) => new()
    {
        BodyHash = ImmutableCollectionsMarshal.AsImmutableArray(identity.BodyHash),
        KeyHash = ImmutableCollectionsMarshal.AsImmutableArray(KeyHash.Of(identity.ApiKey).ToArray()),
        Route = route,
    };

    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

    /// <summary>The route with what the path has in place of its parameters: another import's is another request.</summary>
    private static string WithValues(string route, HttpContext http) =>
        string.Concat([route, .. http.Request.RouteValues.Select(value => $"\n{value.Key}={value.Value}")]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to an idempotent request was not stored: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storing the answer to an idempotent request failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
