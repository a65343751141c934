using System.Collections.Immutable;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Users;

/// <summary>Begins and finds sessions. Keeps nothing: fronts remember what they found for seconds.</summary>
[StatelessWorker, Reentrant]
public sealed class SessionDirectoryGrain(ISessionStore store, TimeProvider time) : Grain, ISessionDirectoryGrain
{
    public Task BeginAsync(NewSession session, CancellationToken cancellationToken) =>
        store.AddAsync(session, time.GetUtcNow(), cancellationToken);

    public async Task<SignedInUser?> FindAsync(ImmutableArray<byte> keyHash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await store.FindAsync(keyHash, now, cancellationToken) is not { } found) return null;
        if (now - found.SeenAt >= SessionLife.NotedEvery) await store.SeeAsync(found.User.SessionId, now, cancellationToken);
        return found.User;
    }

    public Task RefreshAsync(long sessionId, string securityStamp, ImmutableArray<byte> keyHash, CancellationToken cancellationToken) =>
        store.RefreshAsync(sessionId, securityStamp, keyHash, cancellationToken);
}

/// <summary>Counts attempts to sign in, in the store.</summary>
[StatelessWorker, Reentrant]
public sealed class SignInGrain(IAttemptStore store) : Grain, ISignInGrain
{
    public Task<AttemptOutcome> TakeAsync(SignInAttempt attempt, CancellationToken cancellationToken) =>
        store.TakeAsync(AttemptLimit.SignIn, attempt, cancellationToken);

    public Task ReturnAsync(SignInAttempt attempt, CancellationToken cancellationToken) =>
        store.ReturnAsync(AttemptLimit.SignIn, attempt, cancellationToken);

    public Task ForgiveAsync(SignInAttempt attempt, CancellationToken cancellationToken) =>
        store.ForgiveAsync(AttemptLimit.SignIn, attempt, cancellationToken);
}

/// <summary>The keys by which cookies and forms are protected, in the store.</summary>
[StatelessWorker, Reentrant]
public sealed class ProtectionKeyGrain(IProtectionKeyStore store, TimeProvider time) : Grain, IProtectionKeyGrain
{
    public Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public Task AddAsync(string name, string xml, CancellationToken cancellationToken) =>
        store.AddAsync(name, xml, time.GetUtcNow(), cancellationToken);
}
