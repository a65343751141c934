using System.Collections.Concurrent;

namespace Contacts.LocalSilo.Tests;

/// <summary>Named points where grains of a test wait, and where the test can see that they do.</summary>
public sealed class Gates
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = [];

    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>Completes when somebody stands at the gate.</summary>
    public Task Reached(string name) => Signal($"reached {name}").Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Reach(string name) => Signal($"reached {name}").TrySetResult();

    public void Open(string name) => Signal(name).TrySetResult();

    public Task PassAsync(string name)
    {
        Reach(name);
        return Signal(name).Task;
    }

    private TaskCompletionSource Signal(string name) =>
        _signals.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
