namespace Orleans.Runtime;

/// <summary>The address of a grain, with its interface's methods. Equal where class and key are; cheap to make and to keep.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private Activation? _last;

    private protected GrainReference(GrainClass grainClass, string key)
    {
        Class = grainClass;
        Key = key;
    }

    /// <summary>Class and key.</summary>
    public GrainId GrainId => new(Class.Type, IdSpan.Create(Key));

    internal GrainClass Class { get; }

    internal string Key { get; }

    /// <summary>Where the last call went: most find the activation there and need no look-up.</summary>
    internal Activation? Last
    {
        get => Volatile.Read(ref _last);
        set => Volatile.Write(ref _last, value);
    }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && other.Class == Class && other.Key == Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainReference other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Class, Key);

    /// <inheritdoc/>
    public override string ToString() => GrainId.ToString();
}

/// <summary>What the emitted references derive from: one method for each kind of return type.</summary>
internal abstract class CallingReference(GrainClass grainClass, string key) : GrainReference(grainClass, key)
{
    public Task SendTask(VoidRequest request)
    {
        Class.Engine.Send(this, request);
        return request.Task;
    }

    public ValueTask SendValueTask(VoidRequest request)
    {
        Class.Engine.Send(this, request);
        return new(request.Task);
    }

    public Task<T> SendTask<T>(ValueRequest<T> request)
    {
        Class.Engine.Send(this, request);
        return request.Task;
    }

    public ValueTask<T> SendValueTask<T>(ValueRequest<T> request)
    {
        Class.Engine.Send(this, request);
        return new(request.Task);
    }
}

/// <summary>The reference of an activation to itself, before an interface is asked for.</summary>
internal sealed class PlainReference(GrainClass grainClass, string key) : GrainReference(grainClass, key);
