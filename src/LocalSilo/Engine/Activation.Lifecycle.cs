namespace Orleans.Runtime;

/// <content>Activation, deactivation and idleness.</content>
internal sealed partial class Activation
{
    private HashSet<GrainTimer>? _timers;
    private ActivationServices? _services;
    private GrainReference? _reference;
    private DeactivationReason? _ending;
    private TaskCompletionSource? _ended;
    private TaskCompletionSource? _idle;
    private CancellationTokenSource? _activating;
    private long _lastUsed;
    private long _keepUntil;
    private bool _mayInterleave;
    private bool _served;

    public GrainReference GrainReference => _reference ??= new PlainReference(Class, Key);

    public GrainId GrainId => new(Class.Type, IdSpan.Create(Key));

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => _services ??= new(this, Class.Engine);

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                if (_state == State.Dead) return Task.CompletedTask;
                return (_ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    private GrainEngine Engine => Class.Engine;

    private bool LifecycleTurnIsDue => _state switch
    {
        State.New => _firstWaiting is not null || _ending is not null,
        State.Active => _ending is not null && _running == 0,
        _ => false
    };

    public static Activation Of(IGrainContext? context) =>
        context as Activation ?? throw new InvalidOperationException("The grain was not activated by the engine.");

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state >= State.Deactivating) return;
            _ending ??= deactivationReason;
            Schedule();
        }

        if (deactivationReason.ReasonCode == DeactivationReasonCode.ShuttingDown) _activating?.Cancel();
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate)
        {
            _keepUntil = time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue
                : time <= TimeSpan.Zero ? 0
                : Engine.Time.GetTimestamp() + Engine.Ticks(time);
        }
    }

    public bool TryCollect(long now)
    {
        lock (_gate)
        {
            if (_state != State.Active || _ending is not null || !IsIdle) return false;
            if (now - _lastUsed < Class.CollectionTicks || now < _keepUntil) return false;
            _ending = new(DeactivationReasonCode.ActivationIdle, "Idle for the collection age.");
            Schedule();
            return true;
        }
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (IsIdle) return Task.CompletedTask;
            return (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Length of its line; 0 is free. For choosing among workers, so that it may be out of date.</summary>
    public int Load
    {
        get
        {
            lock (_gate)
            {
                if (_state >= State.Deactivating || _ending is not null) return int.MaxValue;
                var load = _running;
                for (var request = _firstWaiting; request is not null; request = request.Next) load++;
                return load;
            }
        }
    }

    public string Describe() => $"The activation of {GrainId} is {_state}; it runs {_running} calls.";

    private bool IsIdle => _running == 0 && _firstWaiting is null && _tasks.Count == 0;

    private void Touch() => _lastUsed = Engine.Time.GetTimestamp();

    private void SignalIfIdle()
    {
        if (_idle is null || !IsIdle) return;
        _idle.SetResult();
        _idle = null;
    }

    private LocalRequest? LifecycleTurn()
    {
        if (!LifecycleTurnIsDue) return null;
        var activates = _state == State.New && _ending is null;
        _state = activates ? State.Activating : State.Deactivating;
        var turn = activates
            ? new LocalRequest(GrainMethod.Activate, ActivateAsync) { Parent = _firstWaiting!.Parent, Values = _firstWaiting.Values }
            : new LocalRequest(GrainMethod.Deactivate, DeactivateAsync);
        turn.Activation = this;
        CountBegin(turn.Method);
        return turn;
    }

    private async Task ActivateAsync()
    {
        Class.CountCreated();
        try
        {
            _mayInterleave = Class.MayInterleave;
            var (grain, states) = Class.Construct(this);
            GrainInstance = grain;
            foreach (var state in states) await state.ReadStateAsync();
            if (Class.HasActivation) await OnActivateAsync((IGrainBase)grain);
            lock (_gate)
            {
                Touch();
                _state = State.Active;
            }
        }
        catch (Exception exception)
        {
            await ReleaseAsync();
            FailActivation(exception);
        }
    }

    private async Task OnActivateAsync(IGrainBase grain)
    {
        using var source = Engine.CancelAfter(Engine.Options.ActivationTimeout);
        _activating = source;
        try
        {
            await grain.OnActivateAsync(source.Token);
        }
        finally
        {
            _activating = null;
        }
    }

    private void FailActivation(Exception exception)
    {
        Engine.Log.ActivationFailed(exception, Class.Type);
        Engine.Log.ThatWas(Key);
        var waiting = Die(keepWaiting: true);
        while (waiting is { } request)
        {
            waiting = request.Next;
            if (request is not LocalRequest) request.Reject(exception);
        }
    }

    private async Task DeactivateAsync()
    {
        DisposeTimers();
        if (Class.HasDeactivation && GrainInstance is IGrainBase grain)
        {
            using var source = Engine.CancelAfter(Engine.Options.DeactivationTimeout);
            try
            {
                await grain.OnDeactivateAsync(_ending!.Value, source.Token).WaitAsync(source.Token);
            }
            catch (Exception exception)
            {
                Engine.Log.DeactivationFailed(exception, Class.Type);
            }
        }

        await ReleaseAsync();
        Die(keepWaiting: false);
    }

    private async Task ReleaseAsync()
    {
        DisposeTimers();
        try
        {
            if (GrainInstance is IAsyncDisposable asynchronously) await asynchronously.DisposeAsync();
            else (GrainInstance as IDisposable)?.Dispose();
            if (_services is not null) await _services.DisposeAsync();
        }
        catch (Exception exception)
        {
            Engine.Log.DeactivationFailed(exception, Class.Type);
        }
    }

    // Leaves the directory under its own lock, so that the calls that waited stand before all later ones in the successor's line.
    private Request? Die(bool keepWaiting)
    {
        TaskCompletionSource? ended;
        Request? waiting;
        lock (_gate)
        {
            _state = State.Dead;
            waiting = _firstWaiting;
            _firstWaiting = _lastWaiting = null;
            Class.Leave(this, keepWaiting ? null : Reroutable(waiting));
            ended = _ended;
        }

        GrainInstance = null;
        ended?.TrySetResult();
        return waiting;
    }

    private List<Request> Reroutable(Request? waiting)
    {
        var calls = new List<Request>();
        while (waiting is { } request)
        {
            waiting = request.Next;
            if (request is LocalRequest) continue;
            if (_served || ++request.Reroutes <= 2) calls.Add(request);
            else request.Reject(new OrleansMessageRejectionException($"{request.Describe()}: activations end before they serve a call."));
        }

        return calls;
    }
}
