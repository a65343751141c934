using Orleans;

namespace Contacts.Micro;

[Alias("micro.counter")]
public interface ICounterGrain : IGrainWithStringKey
{
    ValueTask<int> AddAsync(int amount);
}

/// <summary>The least a grain can do: what is left is the engine's cost.</summary>
public sealed class CounterGrain : Grain, ICounterGrain
{
    private int _sum;

    public ValueTask<int> AddAsync(int amount) => new(_sum += amount);
}
