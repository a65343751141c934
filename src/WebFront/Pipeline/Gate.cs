using System.Security.Cryptography;
using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Idempotency;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Limits;
using Contacts.WebFront.Pipeline.Replies;
using Contacts.WebFront.Pipeline.Shedding;
using Orleans;

namespace Contacts.WebFront.Pipeline;

/// <summary>
/// Runs an upload's command and sends the answer, once for each Idempotency-Key; <paramref name="bodyHash"/> is the SHA-256 of what was
/// read.
/// </summary>
internal delegate Task RunOnce<TAnswer>(byte[] bodyHash, Func<ApiCall, Task<Reply<TAnswer>>> run)
    where TAnswer : Answer;

/// <summary>A body that stands for so many requests: it takes as many permits, all or none.</summary>
internal interface ISeveralRequests
{
    int Count { get; }
}

/// <summary>
/// The steps before every handler, in this order: key, organisation, scope, limit, content type, size, JSON, and concurrency limit for a
/// body. The first to fail answers; where only the body can have the key, its size and that it is JSON come first.
/// </summary>
internal sealed class Gate(
    KeyCheck keys, RequestBudget budget, ConcurrencyLimit room, IdempotentRuns runs, IGrainFactory grains, TrustedProxies proxies)
{
    /// <summary>A handler without a body.</summary>
    public RequestDelegate Guard<TAnswer>(Surface surface, AnswerFormat<TAnswer> format, Func<ApiCall, Task<Reply<TAnswer>>> handler)
        where TAnswer : Answer => async http =>
    {
        var admission = await AdmitAsync(http, surface, RequestKey.FindOrNull(http.Request));
        Reply<TAnswer> reply = admission.Failure is { } failure
            ? failure
            : await handler(new ApiCall(http, surface, admission.Caller, grains, proxies));
        await reply.SendAsync(http, surface.Dialect, format);
    };

    /// <summary>A handler with a JSON body.</summary>
    public RequestDelegate Guard<TBody, TAnswer>(Surface surface, BodyRoute<TBody, TAnswer> route)
        where TBody : class
        where TAnswer : Answer => async http =>
    {
        var isSeveral = typeof(TBody).IsAssignableTo(typeof(ISeveralRequests));
        var key = RequestKey.FindOrNull(http.Request);
        var early = key is null ? await PooledBody.ReadAsync(http, surface.BodyLimit) : (PooledBody?)null;
        key ??= RequestKey.FromBody(early!.Value.Json);
        var admission = key is null && Unreadable(http.Request, early!.Value) is { } unreadable
            ? unreadable
            : await AdmitAsync(http, surface, key, isSpent: !isSeveral);
        var isAbsent = route.MayBeAbsent && http.Request is { ContentType: null, ContentLength: null or 0 };
        var failure = admission.Failure ?? (isAbsent || BodyType.IsJson(http.Request) ? null : Failure.MediaType);
        TBody? body = null;
        byte[]? bodyHash = null;
        try
        {
            if (failure is null)
                failure = Read(early ?? await PooledBody.ReadAsync(http, surface.BodyLimit), route, http.Request, out body, out bodyHash);
            else
                early?.Return();
        }
        catch (Exception broken) when (isSeveral && broken is BadHttpRequestException or IOException)
        {
            failure = ErrorBoundary.Classify(broken); // It counts as one request.
        }
        if (isSeveral && admission is { HasKey: true, Failure: null }
            && !await budget.TrySpendAsync(http, admission.Caller, body is ISeveralRequests { Count: > 1 and var count } ? count : 1))
            (failure, bodyHash) = (Failure.TooManyRequests, null);

        if (failure is not null && bodyHash is null)
            await Responses.FailureAsync(http, surface.Dialect, failure);
        else if (!room.TryEnter(out var enteredAt))
            await Responses.FailureAsync(http, surface.Dialect, Failure.Unavailable);
        else
            await RunAsync(
                new ApiCall(http, surface, admission.Caller, grains, proxies), enteredAt,
                bodyHash is null ? null : new RequestIdentity(key!, bodyHash), route, body, failure);
    };

    /// <summary>
    /// Answers a request that no route takes. Where it has a valid key it counts like any other, and is refused like any other where there
    /// were too many.
    /// </summary>
    public async Task AnswerNoRouteAsync(HttpContext http, Failure failure)
    {
        var (key, _) = await keys.IdentifyAsync(http, RequestKey.FindOrNull(http.Request));
        var isWithin = key is null || await budget.TrySpendAsync(http, new Caller(key));
        await Responses.FailureAsync(http, Dialects.Of(http.Request.Path), isWithin ? failure : Failure.TooManyRequests);
    }

    /// <summary>
    /// A handler that reads the body itself, as it comes: <paramref name="check"/> looks at its type first. The key must be in the query or
    /// the header. The handler gives back what failed before it could run; what has run has been answered.
    /// </summary>
    public RequestDelegate GuardUpload<TAnswer>(
        Surface surface, AnswerFormat<TAnswer> format, Func<HttpRequest, Failure?> check,
        Func<ApiCall, RunOnce<TAnswer>, Task<Failure?>> handler)
        where TAnswer : Answer => async http =>
    {
        var key = RequestKey.FindOrNull(http.Request);
        var admission = await AdmitAsync(http, surface, key);
        var failure = admission.Failure ?? check(http.Request);
        if (failure is null && IdempotencyHeader.IsSent(http.Request) && IdempotencyHeader.ReadOrNull(http.Request) is null)
            failure = Failure.Invalid(IdempotencyHeader.Rule);
        var call = new ApiCall(http, surface, admission.Caller, grains, proxies);
        failure ??= await handler(call, Once(call, key!, format));
        if (failure is not null)
            await Responses.FailureAsync(http, surface.Dialect, failure);
    };

    /// <summary>A handler that writes the response itself, unless it gives back what failed before.</summary>
    public RequestDelegate GuardStream(Surface surface, Func<ApiCall, Task<Failure?>> handler) => async http =>
    {
        var admission = await AdmitAsync(http, surface, RequestKey.FindOrNull(http.Request));
        var failure = admission.Failure ?? await handler(new ApiCall(http, surface, admission.Caller, grains, proxies));
        if (failure is not null)
            await Responses.FailureAsync(http, surface.Dialect, failure);
    };

    /// <summary>Without <paramref name="isSpent"/> a request that is let in has not spent any permit yet.</summary>
    private async ValueTask<Admission> AdmitAsync(HttpContext http, Surface surface, string? key, bool isSpent = true)
    {
        var admission = await keys.AdmitAsync(http, surface, key);
        if (!admission.HasKey || (!isSpent && admission.Failure is null))
            return admission;
        // A request counts whatever its answer, so the permit is spent before other failures are told.
        var within = await budget.TrySpendAsync(http, admission.Caller);
        return admission.Failure is null && !within ? admission with { Failure = Failure.TooManyRequests } : admission;
    }

    private async Task RunAsync<TBody, TAnswer>(
        ApiCall call, long enteredAt, RequestIdentity? identity, BodyRoute<TBody, TAnswer> route, TBody? body, Failure? failure)
        where TAnswer : Answer
    {
        var isAnswered = false;
        try
        {
            if (identity is { } once)
                await RunOnceAsync(call, once, route, body, failure);
            else
                await (await route.Handle(call, body!)).SendAsync(call.Http, call.Dialect, route.Format);
            isAnswered = true;
        }
        finally
        {
            room.Leave(enteredAt, isAnswered);
        }
    }

    // A method of its own, so that requests without an Idempotency-Key do not allocate the closure.
    private Task RunOnceAsync<TBody, TAnswer>(
        ApiCall call, RequestIdentity identity, BodyRoute<TBody, TAnswer> route, TBody? body, Failure? failure)
        where TAnswer : Answer => runs.RunAsync(call, identity, async run =>
    {
        // A failure is the first answer to an Idempotency-Key too, whatever the body may be the next time.
        Reply<TAnswer> reply = failure is null ? await route.Handle(run, body!) : failure;
        await reply.SendAsync(run.Http, run.Dialect, route.Format);
    });

    private RunOnce<TAnswer> Once<TAnswer>(ApiCall call, string key, AnswerFormat<TAnswer> format)
        where TAnswer : Answer => async (hash, run) =>
    {
        async Task AnswerAsync(ApiCall one) => await (await run(one)).SendAsync(one.Http, one.Dialect, format);
        await (IdempotencyHeader.IsSent(call.Http.Request) ? runs.RunAsync(call, new(key, hash), AnswerAsync) : AnswerAsync(call));
    };

    /// <summary>What is wrong with a body that may have held the key; null if it was read, or is none, and holds no key.</summary>
    private static Failure? Unreadable(HttpRequest request, PooledBody body)
    {
        if (!BodyType.IsJson(request))
            return null;
        if (body.IsTooLarge)
            return Failure.TooLarge;
        return body.Json.IsEmpty || JsonBody.IsValue(body.Json) ? null : Failure.NotJson;
    }

    /// <summary>Reads a body: null, or what is wrong with it. Where a hash is wanted, every body that came in full has one.</summary>
    private static Failure? Read<TBody, TAnswer>(
        PooledBody body, BodyRoute<TBody, TAnswer> route, HttpRequest request, out TBody? value, out byte[]? hash)
        where TBody : class
        where TAnswer : Answer
    {
        (value, hash) = (null, null);
        if (body.IsTooLarge)
            return Failure.TooLarge;
        try
        {
            if (IdempotencyHeader.IsSent(request))
                hash = SHA256.HashData(body.Json);
            return JsonBody.Read(route.MayBeAbsent && body.Json.IsEmpty ? "{}"u8 : body.Json, route.Body, out value);
        }
        finally
        {
            body.Return();
        }
    }
}
