using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>What flows with the code that serves a call: the values of <see cref="RequestContext"/> and the call itself.</summary>
internal class CallContext
{
    private static readonly AsyncLocal<CallContext?> _current = new();

    public static CallContext? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    public Dictionary<string, object>? Values { get; set; }

    public Request? Request { get; set; }
}

/// <summary>One turn of a grain: a call, a timer's tick, or its activation or deactivation.</summary>
internal abstract class Request : CallContext
{
    protected Request(GrainMethod method)
    {
        Method = method;
        Request = this;
    }

    public readonly GrainMethod Method;
    public GrainReference? Target;
    public Activation? Activation;
    public Request? Next;

    // The call whose code made this one; null for calls from outside, ticks and one-way calls.
    public Request? Parent;
    public Activity? Caller;
    public Activity? Span;

    // Places in the ledger of unanswered calls.
    public CallLedger.Stripe? Stripe;
    public Request? Older;
    public Request? Newer;
    public long Deadline;

    public int Reroutes;
    private int _answered;
    private bool _begun;

    /// <summary>Set when the grain is done with it, which can be long after the caller has given up.</summary>
    public volatile bool Finished;

    /// <summary>Runs the grain's code; what comes back is complete when the code is. Called on the activation's scheduler.</summary>
    public abstract ValueTask InvokeAsync(object grain);

    public abstract void Answer();

    public abstract void Answer(Exception exception);

    /// <summary>Nobody waits for the answer any more. Not asked of calls that have begun.</summary>
    public bool IsAbandoned => _answered != 0 && !Method.OneWay;

    public void CountBegun()
    {
        if (_begun || Stripe is null) return;
        _begun = true;
        Interlocked.Increment(ref Stripe.Begun);
    }

    /// <summary>Fails a call that no grain has begun with.</summary>
    public void Reject(Exception exception)
    {
        CountBegun();
        Answer(exception);
    }

    /// <summary>True for the first who answers: the grain, the timeout or the shutdown.</summary>
    public bool TryTakeAnswer(bool failed)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0) return false;
        Stripe?.Remove(this, failed);
        return true;
    }

    public string Describe() => $"{Method.Interface.Name}.{Method.Name}({Target?.GrainId.ToString() ?? Activation?.GrainId.ToString()})";
}

/// <summary>A call without a result. The emitted subclass holds the arguments.</summary>
internal abstract class VoidRequest(GrainMethod method) : Request(method)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _answer.Task;

    public abstract ValueTask Call(object grain);

    public sealed override ValueTask InvokeAsync(object grain) => Call(grain);

    public sealed override void Answer()
    {
        if (TryTakeAnswer(failed: false)) _answer.SetResult();
    }

    public sealed override void Answer(Exception exception)
    {
        if (!TryTakeAnswer(failed: true)) return;
        if (exception is OperationCanceledException cancelled) _answer.SetCanceled(cancelled.CancellationToken);
        else _answer.SetException(exception);
    }
}

/// <summary>A call with a result. The emitted subclass holds the arguments.</summary>
internal abstract class ValueRequest<T>(GrainMethod method) : Request(method)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _answer.Task;

    public abstract ValueTask<T> Call(object grain);

    public sealed override ValueTask InvokeAsync(object grain)
    {
        var running = Call(grain);
        if (!running.IsCompletedSuccessfully) return AwaitAsync(running);
        _result = running.Result;
        return default;
    }

    public sealed override void Answer()
    {
        if (TryTakeAnswer(failed: false)) _answer.SetResult(_result);
    }

    public sealed override void Answer(Exception exception)
    {
        if (!TryTakeAnswer(failed: true)) return;
        if (exception is OperationCanceledException cancelled) _answer.SetCanceled(cancelled.CancellationToken);
        else _answer.SetException(exception);
    }

    private async ValueTask AwaitAsync(ValueTask<T> running) => _result = await running;
}

/// <summary>A turn that nobody waits for: activation, deactivation, a timer's tick.</summary>
internal sealed class LocalRequest(GrainMethod method, Func<Task> body) : Request(method)
{
    public override ValueTask InvokeAsync(object grain) => new(body());

    public override void Answer()
    {
    }

    public override void Answer(Exception exception)
    {
    }
}
