namespace Orleans.Runtime;

/// <summary>
/// One grain in memory. It is its own task scheduler: everything the grain does runs through
/// <see cref="IThreadPoolWorkItem.Execute"/>, which one thread at a time is in. All its state is guarded by <c>_gate</c>.
/// </summary>
internal sealed partial class Activation : TaskScheduler, IGrainContext, IThreadPoolWorkItem
{
    // After so many turns others get the thread.
    private const int TurnsInARow = 64;

    [ThreadStatic]
    private static Activation? _onThisThread;

    private static readonly Action<object?> _begin = static request => ((Request)request!).Activation!.Begin((Request)request);

    private readonly Lock _gate = new();
    private readonly Queue<Task> _tasks = new(0);
    private Request? _firstWaiting;
    private Request? _lastWaiting;
    private int _running;
    private int _runningExclusively;
    private int _runningReadOnly;
    private bool _scheduled;
    private State _state;

    public Activation(GrainClass grainClass, string key)
    {
        Class = grainClass;
        Key = key;
    }

    private enum State
    {
        New,
        Activating,
        Active,
        Deactivating,
        Dead
    }

    public GrainClass Class { get; }

    public string Key { get; }

    /// <summary>Puts a call in line; false where the activation has ended.</summary>
    public bool TryEnqueue(Request request)
    {
        lock (_gate)
        {
            if (_state == State.Dead) return false;
            Append(request);
            Schedule();
        }

        return true;
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _tasks.Enqueue(task);
            Schedule();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _onThisThread == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return [.. _tasks];
    }

    void IThreadPoolWorkItem.Execute()
    {
        _onThisThread = this;
        try
        {
            for (var turn = 0; turn < TurnsInARow; turn++)
            {
                object? work;
                lock (_gate)
                {
                    work = NextWork();
                    if (work is null)
                    {
                        _scheduled = false;
                        return;
                    }
                }

                if (work is Task task) TryExecuteTask(task);
                else new Task(_begin, work, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);
            }
        }
        finally
        {
            _onThisThread = null;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private object? NextWork()
    {
        if (_tasks.TryDequeue(out var task)) return task;
        return LifecycleTurn() ?? NextCall();
    }

    // The first in line that may begin now; those behind a blocked one may overtake it, as in Orleans.
    private Request? NextCall()
    {
        if (_state != State.Active || _ending is not null) return null;
        Request? before = null;
        for (var request = _firstWaiting; request is not null; request = request.Next)
        {
            if (!MayBegin(request.Method))
            {
                before = request;
                continue;
            }

            Unlink(before, request);
            if (request.IsAbandoned)
            {
                request.CountBegun();
                return NextCall();
            }

            CountBegin(request.Method);
            request.Activation = this;
            _served = true;
            return request;
        }

        return null;
    }

    private bool MayBegin(GrainMethod method) =>
        _runningExclusively == 0 || method.AlwaysInterleave || (method.ReadOnly && _runningExclusively == _runningReadOnly);

    private void CountBegin(GrainMethod method)
    {
        _running++;
        if (method.AlwaysInterleave || Class.Reentrant) return;
        _runningExclusively++;
        if (method.ReadOnly) _runningReadOnly++;
    }

    private void Begin(Request request)
    {
        request.CountBegun();
        CallContext.Current = request;
        Tracing.Begin(request);
        ValueTask running;
        try
        {
            running = request.InvokeAsync(GrainInstance!);
        }
        catch (Exception exception)
        {
            End(request, exception);
            return;
        }

        if (running.IsCompletedSuccessfully) End(request, null);
        else _ = AwaitAsync(request, running);
    }

    private async Task AwaitAsync(Request request, ValueTask running)
    {
        Exception? failure = null;
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(request, failure);
    }

    private void End(Request request, Exception? failure)
    {
        request.Finished = true;
        request.Parent = null;
        Tracing.End(request, failure);
        lock (_gate)
        {
            _running--;
            if (!request.Method.AlwaysInterleave && !Class.Reentrant)
            {
                _runningExclusively--;
                if (request.Method.ReadOnly) _runningReadOnly--;
            }

            if (request is not LocalRequest) Touch();
            SignalIfIdle();
            Schedule();
        }

        if (failure is null) request.Answer();
        else request.Answer(failure);
        if (failure is not null && request.Method.OneWay) Engine.Log.OneWayFailed(failure, request.Method.SpanName);
    }

    private void Schedule()
    {
        if (_scheduled || !HasWork()) return;
        _scheduled = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    // May be wrong only towards yes: a turn that finds nothing to do ends at once.
    private bool HasWork() =>
        _tasks.Count > 0 || LifecycleTurnIsDue
        || (_firstWaiting is not null && _state == State.Active && _ending is null && (_runningExclusively == 0 || _mayInterleave));

    private void Append(Request request)
    {
        request.Next = null;
        if (_lastWaiting is null) _firstWaiting = request;
        else _lastWaiting.Next = request;
        _lastWaiting = request;
    }

    private void Unlink(Request? before, Request request)
    {
        if (before is null) _firstWaiting = request.Next;
        else before.Next = request.Next;
        if (_lastWaiting == request) _lastWaiting = before;
        request.Next = null;
    }
}
