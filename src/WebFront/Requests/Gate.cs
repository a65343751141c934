using System.Security.Cryptography;
using Contacts.Core.Keys;
using Contacts.WebFront.Errors;
using Contacts.WebFront.Idempotency;
using Contacts.WebFront.Keys;
using Contacts.WebFront.Limits;
using Contacts.WebFront.Shedding;
using Orleans;

namespace Contacts.WebFront.Requests;

/// <summary>
/// Runs what an upload is to do, and answers, once for each Idempotency-Key; <paramref name="bodyHash"/> is the SHA-256 of what was read.
/// </summary>
internal delegate Task RunOnce(byte[] bodyHash, Func<ApiCall, Task> run);

/// <summary>
/// What comes before every handler, in this order: key, organisation, scope, limit, content type, size, JSON, and room where there is a
/// body. The first to fail answers; where only the body can have the key, its size and that it is JSON come first.
/// </summary>
internal sealed class Gate(KeyCheck keys, RequestBudget budget, ConcurrencyLimit room, IdempotentRuns runs, IGrainFactory grains)
{
    /// <summary>A handler without a body.</summary>
    public RequestDelegate Guard(Surface surface, Func<ApiCall, Task> handler) => async http =>
    {
        if (surface.Browsers)
            BrowserAccess.Allow(http);
        var admission = await AdmitAsync(http, surface, KeyText.FindOrNull(http.Request));
        if (admission.Failure is { } failure)
            await Answers.FailureAsync(http, surface.Dialect, failure);
        else
            await handler(new ApiCall(http, surface.Dialect, admission.Caller, grains));
    };

    /// <summary>A handler with a JSON body.</summary>
    public RequestDelegate Guard<TBody>(Surface surface, Func<ApiCall, TBody, Task> handler)
        where TBody : class, IJsonBody, new() => async http =>
    {
        if (surface.Browsers)
            BrowserAccess.Allow(http);
        var key = KeyText.FindOrNull(http.Request);
        var early = key is null ? await PooledBody.ReadAsync(http, surface.BodyLimit) : (PooledBody?)null;
        key ??= KeyText.FromBody(early!.Value.Json);
        var admission = key is null && Unreadable(http.Request, early!.Value) is { } unreadable
            ? unreadable
            : await AdmitAsync(http, surface, key);
        var failure = admission.Failure ?? (PooledBody.IsJson(http.Request) ? null : Failure.MediaType);
        var body = new TBody();
        byte[]? bodyHash = null;
        if (failure is null)
            failure = Parse(early ?? await PooledBody.ReadAsync(http, surface.BodyLimit), body, IdempotencyHeader.IsSent(http.Request), out bodyHash);
        else
            early?.Return();

        if (failure is not null && bodyHash is null)
            await Answers.FailureAsync(http, surface.Dialect, failure);
        else if (!room.TryEnter(out var enteredAt))
            await Answers.FailureAsync(http, surface.Dialect, Failure.Unavailable);
        else
            await RunAsync(
                new ApiCall(http, surface.Dialect, admission.Caller, grains), enteredAt, key!, bodyHash, body,
                failure is null ? handler : Refusing<TBody>(failure));
    };

    /// <summary>
    /// Answers a request that no route takes. Where it has a valid key it counts like any other, and is refused like any other where there
    /// were too many.
    /// </summary>
    public async Task AnswerNoRouteAsync(HttpContext http, Failure failure)
    {
        var (key, _) = await keys.IdentifyAsync(KeyText.FindOrNull(http.Request));
        var isWithin = key is null || await budget.TrySpendAsync(http, new Caller(key));
        await Answers.FailureAsync(http, Dialects.Of(http.Request.Path), isWithin ? failure : Failure.TooManyRequests);
    }

    /// <summary>
    /// A handler that reads the body itself, as it comes: <paramref name="check"/> looks at its type first. The key must be in the query or
    /// the header.
    /// </summary>
    public RequestDelegate GuardUpload(Surface surface, Func<HttpRequest, Failure?> check, Func<ApiCall, RunOnce, Task> handler) => async http =>
    {
        var key = KeyText.FindOrNull(http.Request);
        var admission = await AdmitAsync(http, surface, key);
        if ((admission.Failure ?? check(http.Request)) is { } failure)
        {
            await Answers.FailureAsync(http, surface.Dialect, failure);
            return;
        }

        var call = new ApiCall(http, surface.Dialect, admission.Caller, grains);
        if (!IdempotencyHeader.IsSent(http.Request))
            await handler(call, (_, run) => run(call));
        else if (IdempotencyHeader.ReadOrNull(http.Request) is null)
            await call.RefuseAsync(IdempotencyHeader.Rule);
        else
            await handler(call, (hash, run) => runs.RunAsync(call, new(key!, hash), run));
    };

    private async ValueTask<Admission> AdmitAsync(HttpContext http, Surface surface, string? key)
    {
        var admission = await keys.AdmitAsync(http, surface, key);
        if (!admission.HasKey)
            return admission;
        // A request counts whatever its answer, so the permit is spent before other failures are told.
        var within = await budget.TrySpendAsync(http, admission.Caller);
        return admission.Failure is null && !within ? admission with { Failure = Failure.TooManyRequests } : admission;
    }

    private async Task RunAsync<TBody>(ApiCall call, long enteredAt, string key, byte[]? bodyHash, TBody body, Func<ApiCall, TBody, Task> handler)
    {
        var isAnswered = false;
        try
        {
            await (bodyHash is null ? handler(call, body) : RunOnceAsync(call, new(key, bodyHash), body, handler));
            isAnswered = true;
        }
        finally
        {
            room.Leave(enteredAt, isAnswered);
        }
    }

    // Apart from the guard, so that requests without an Idempotency-Key do not pay for the closure.
    private Task RunOnceAsync<TBody>(ApiCall call, RequestIdentity identity, TBody body, Func<ApiCall, TBody, Task> handler) =>
        runs.RunAsync(call, identity, run => handler(run, body));

    /// <summary>What is wrong with a body that may have held the key; null where it was read, or is none, and holds no key.</summary>
    private static Failure? Unreadable(HttpRequest request, PooledBody body)
    {
        if (!PooledBody.IsJson(request))
            return null;
        if (body.IsTooLarge)
            return Failure.TooLarge;
        return body.Json.IsEmpty || (body.IsUtf8 && JsonFields.IsValue(body.Json)) ? null : Failure.NotJson;
    }

    // The first answer to an Idempotency-Key, whatever the body may be the next time.
    private static Func<ApiCall, TBody, Task> Refusing<TBody>(Failure failure) => (call, _) => call.FailAsync(failure);

    /// <summary>What is wrong with a body; there is a hash of it, where one is wanted, whatever that is, if it came in full.</summary>
    private static Failure? Parse(PooledBody body, IJsonBody target, bool isHashWanted, out byte[]? hash)
    {
        hash = null;
        if (body.IsTooLarge)
            return Failure.TooLarge;
        try
        {
            if (isHashWanted)
                hash = SHA256.HashData(body.Json);
            if (!body.IsUtf8 || !JsonFields.TryRead(body.Json, target, out var problem))
                return Failure.NotJson;
            return problem is null ? null : Failure.Validation.Saying(problem);
        }
        finally
        {
            body.Return();
        }
    }
}
