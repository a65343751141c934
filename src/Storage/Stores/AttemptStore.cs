using System.Collections.Immutable;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Counts of attempts. The sum over all processes is exact because each transaction locks the rows that it counts in, the account's before
/// the network's.
/// </summary>
internal sealed class AttemptStore(IStoreDatabase database) : IAttemptStore
{
    private static readonly Statement _lock = new("Users/lock_attempts.sql");
    private static readonly Statement _save = new("Users/save_attempts.sql");
    private static readonly Statement _sweep = new("Users/sweep_attempts.sql");

    public Task<AttemptOutcome> TakeAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var account = await LockAsync(session, attempt.Account, limit, attempt.At);
            var network = await LockAsync(session, attempt.Network, limit, attempt.At);
            if (network.IsLockedAt(attempt.At)) return AttemptOutcome.NetworkLocked;
            await SaveAsync(session, attempt.Network, network.With(attempt.At, limit.OfNetwork, limit.Window), limit, attempt.At);
            if (account.IsLockedAt(attempt.At)) return AttemptOutcome.AccountLocked;
            await SaveAsync(session, attempt.Account, account.With(attempt.At, limit.OfAccount, limit.Window), limit, attempt.At);
            return AttemptOutcome.Allowed;
        }, cancellationToken);

    public Task ReturnAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken) =>
        SettleAsync(limit, attempt, account => account.Without(attempt.At, limit.OfAccount), cancellationToken);

    public Task ForgiveAsync(AttemptLimit limit, SignInAttempt attempt, CancellationToken cancellationToken) =>
        SettleAsync(limit, attempt, account => AttemptCount.None, cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset now, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweep, now, atMost), cancellationToken);

    private Task SettleAsync(
        AttemptLimit limit, SignInAttempt attempt, Func<AttemptCount, AttemptCount> settle, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var account = await LockAsync(session, attempt.Account, limit, attempt.At);
            await SaveAsync(session, attempt.Account, settle(account), limit, attempt.At);
            var network = await LockAsync(session, attempt.Network, limit, attempt.At);
            await SaveAsync(session, attempt.Network, network.Without(attempt.At, limit.OfNetwork), limit, attempt.At);
            return true;
        }, cancellationToken);

    private static async ValueTask<AttemptCount> LockAsync(
        IStoreSession session, ImmutableArray<byte> subject, AttemptLimit limit, DateTimeOffset at) =>
        (await session.FirstAsync(_lock, Read, subject.AsMemory(), EndOf(limit, at)))!;

    private static ValueTask<int> SaveAsync(
        IStoreSession session, ImmutableArray<byte> subject, AttemptCount count, AttemptLimit limit, DateTimeOffset at) =>
        session.RunAsync(_save, subject.AsMemory(), StoredTimes.Write(count.Times), count.LockedUntil, EndOf(limit, at));

    /// <summary>From when on nothing of a count matters: neither its attempts nor its lock. Clocks of processes differ a little.</summary>
    private static DateTimeOffset EndOf(AttemptLimit limit, DateTimeOffset at) => at + (2 * limit.Window);

    private static AttemptCount Read(IRow row) => new(StoredTimes.Read(row.TextOrNull(0)), row.TimeOrNull(1));
}
