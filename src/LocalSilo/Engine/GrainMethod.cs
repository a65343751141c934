using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>What calls of one method of a grain interface have in common.</summary>
internal sealed class GrainMethod(Type declaring, string name)
{
    public static readonly GrainMethod Activate = new(typeof(IGrainBase), nameof(IGrainBase.OnActivateAsync)) { Exclusive = true };
    public static readonly GrainMethod Deactivate = new(typeof(IGrainBase), nameof(IGrainBase.OnDeactivateAsync)) { Exclusive = true };
    public static readonly GrainMethod Tick = new(typeof(IGrainTimer), "Tick");
    public static readonly GrainMethod InterleavingTick = new(typeof(IGrainTimer), "Tick") { AlwaysInterleave = true };

    public static GrainMethod Of(MethodInfo method) => new(method.DeclaringType!, method.Name)
    {
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute)),
        ReadOnly = method.IsDefined(typeof(ReadOnlyAttribute)),
        OneWay = method.IsDefined(typeof(OneWayAttribute)),
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout
    };

    public Type Interface { get; } = declaring;

    public string Name { get; } = name;

    public string SpanName { get; } = $"{declaring.Name}/{name}";

    public bool AlwaysInterleave { get; private init; }

    public bool ReadOnly { get; private init; }

    public bool OneWay { get; private init; }

    /// <summary>Null for the engine's default.</summary>
    public TimeSpan? Timeout { get; private init; }

    /// <summary>While it runs nothing else does, whatever it is marked as.</summary>
    public bool Exclusive { get; private init; }
}
