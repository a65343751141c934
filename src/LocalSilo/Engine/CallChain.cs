namespace Orleans.Runtime;

/// <summary>
/// A call that comes back to a grain which is busy with one of the call's own callers would wait for itself. Orleans lets it time out;
/// here it fails at once and is told by name.
/// </summary>
internal static class CallChain
{
    public static OrleansException? FindCycle(Request request)
    {
        var target = request.Target!;
        var blocking = 0;
        for (var caller = request.Parent; caller is { Finished: false }; caller = caller.Parent)
        {
            if (caller.Activation is not { } activation || activation.Class != target.Class || activation.Key != target.Key) continue;
            if (Blocks(caller.Method, request.Method, target.Class)) blocking++;
        }

        return blocking == 0 || blocking < target.Class.MaxWorkers
            ? null
            : new OrleansException($"The call chain returns to a grain that is busy with it: {Describe(request)}.");
    }

    private static bool Blocks(GrainMethod running, GrainMethod incoming, GrainClass grainClass) =>
        running.Exclusive
        || !(grainClass.Reentrant || running.AlwaysInterleave || incoming.AlwaysInterleave || (running.ReadOnly && incoming.ReadOnly));

    private static string Describe(Request request)
    {
        var names = new List<string> { request.Describe() };
        for (var caller = request.Parent; caller is { Finished: false }; caller = caller.Parent) names.Add(caller.Describe());
        names.Reverse();
        return string.Join(" -> ", names);
    }
}
