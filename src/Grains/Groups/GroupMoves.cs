using Contacts.Core.Groups;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Groups;

/// <summary>Wakes this process's <see cref="GroupMoves"/>.</summary>
public sealed class GroupMovesSignal : WorkSignal;

/// <summary>
/// Moves the members of groups that were merged into others, some in each transaction, so that any process goes on after a crash. Sign-ups
/// that knew such a group for a few seconds longer are moved too.
/// </summary>
public sealed partial class GroupMoves(IGroupStore store, GroupMovesSignal signal, TimeProvider time, ILogger<GroupMoves> logger)
    : JobLoop(signal, time)
{
    private const int AtOnce = 500;

    public override Task<bool> RunOneAsync(CancellationToken cancellationToken) => store.MoveMembersAsync(AtOnce, cancellationToken);

    protected override void Failed(Exception exception) => LogFailed(logger, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Members of a merged group could not be moved; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
