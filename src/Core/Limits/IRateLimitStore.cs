using System.Collections.Immutable;

namespace Contacts.Core.Limits;

/// <summary>Permits to take (or, of <see cref="IRateLimitStore.ReturnAsync"/>, to give back) of a window with a limit.</summary>
public readonly record struct WindowTake(RateWindow Window, int Permits, int Limit);

/// <summary>What was taken, and what the window has left.</summary>
public readonly record struct WindowGrant(int Granted, int Remaining);

/// <summary>
/// How many requests of each window were handed out, over all processes. Throws StoreUnavailableException while the store is unavailable:
/// permits taken by a failed call stay taken.
/// </summary>
public interface IRateLimitStore
{
    /// <summary>
    /// Takes as many permits as there are, at most those wanted, of each window. A window stands in <paramref name="takes"/> once. The
    /// result has the same order.
    /// </summary>
    Task<ImmutableArray<WindowGrant>> TakeAsync(int organisationId, IReadOnlyList<WindowTake> takes, CancellationToken cancellationToken);

    /// <summary>Gives permits back that were taken and not used.</summary>
    Task ReturnAsync(int organisationId, IReadOnlyList<WindowTake> returns, CancellationToken cancellationToken);

    /// <summary>Deletes windows of all organisations that began before a time, at most so many; returns how many.</summary>
    Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken);
}
