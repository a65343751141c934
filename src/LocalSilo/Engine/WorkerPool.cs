namespace Orleans.Runtime;

/// <summary>
/// The activations of one key of a stateless worker: a call goes to a free one, to a new one, or to the shortest line. A pool ends with its
/// last worker; the next call to the key makes another one.
/// </summary>
internal sealed class WorkerPool(GrainClass grainClass, string key)
{
    private readonly Lock _gate = new();
    private volatile Activation[] _workers = [];
    private bool _hasEnded;

    public IReadOnlyList<Activation> Workers => _workers;

    /// <summary>False where the pool has ended.</summary>
    public bool TrySend(Request request)
    {
        while (Choose() is { } worker)
        {
            if (worker.TryEnqueue(request)) return true;
        }

        return false;
    }

    /// <summary>
    /// Called under the lock of the activation, which is why the pool's lock is never held while one of those is taken. True where that was
    /// the last one: the pool has then ended.
    /// </summary>
    public bool Leave(Activation activation)
    {
        lock (_gate)
        {
            _workers = [.. _workers.Where(w => w != activation)];
            return _hasEnded = _workers.Length == 0;
        }
    }

    // A worker that is just ending is as good as none, but better than nothing: what it is given it hands on. Null where the pool has ended.
    private Activation? Choose()
    {
        var workers = _workers;
        Activation? best = null;
        var least = int.MaxValue;
        foreach (var worker in workers)
        {
            var load = worker.Load;
            if (load == 0) return worker;
            if (best is null || load < least) (best, least) = (worker, load);
        }

        return Grow(workers.Length) ?? best;
    }

    // Null where there are as many as may be, which the caller has then seen; a worker that another caller added meanwhile serves as well.
    private Activation? Grow(int seen)
    {
        lock (_gate)
        {
            if (_hasEnded) return null;
            if (_workers.Length != seen && _workers.Length > 0) return _workers[^1];
            if (_workers.Length >= grainClass.MaxWorkers) return null;
            var added = new Activation(grainClass, key);
            _workers = [.. _workers, added];
            return added;
        }
    }
}
