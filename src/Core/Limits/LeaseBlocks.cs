using System.Collections.Immutable;

namespace Contacts.Core.Limits;

/// <summary>Combines concurrent lease requests of several fronts into blocks, and divides the granted permits among them.</summary>
public static class LeaseBlocks
{
    /// <summary>One block for each window. While a limit changes, the lower one counts.</summary>
    public static ImmutableArray<WindowTake> Of(IEnumerable<LeaseRequest> requests) =>
    [
        .. requests.GroupBy(request => request.Window).Select(group => new WindowTake(
            group.Key, (int)Math.Min(int.MaxValue, group.Sum(request => (long)request.Wanted)), group.Min(request => request.Limit))),
    ];

    /// <summary>
    /// Splits a grant in proportion to what was wanted, never more than that, so that a greedy front cannot starve another; what
    /// rounding leaves over goes to those in front, one by one.
    /// </summary>
    public static ImmutableArray<int> Share(int granted, IReadOnlyList<int> wanted)
    {
        var total = wanted.Sum(permits => (long)permits);
        if (granted >= total) return [.. wanted];
        var shares = wanted.Select(permits => (int)((long)granted * permits / total)).ToArray();
        var left = granted - shares.Sum();
        for (var i = 0; left > 0; i = (i + 1) % shares.Length)
        {
            if (shares[i] == wanted[i]) continue;
            shares[i]++;
            left--;
        }
        return ImmutableArray.Create(shares);
    }
}
