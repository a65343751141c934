using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Users;
using Orleans;

namespace Contacts.Grains.Abstractions.Users;

/// <summary>The account of one person (key: user id), read from and written to the store directly.</summary>
[Alias("users.user-grain")]
public interface IUserGrain : IGrainWithIntegerKey
{
    Task<UserAccount?> FindAsync(CancellationToken cancellationToken);

    /// <summary>False if the account has changed since it was read. The audit tells of it where it concerns who may sign in.</summary>
    Task<bool> SaveAsync(UserAccount account, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>
    /// Turns the second factor off for somebody who has lost it, and removes the passkeys: the person signs in with the password again, and
    /// all sessions end. False where the account has none, or changed meanwhile. <paramref name="stampedIn"/>: of which organisation the
    /// trail's stamp is.
    /// </summary>
    Task<bool> ResetTwoFactorAsync(CommandTrail? trail, int stampedIn, CancellationToken cancellationToken);

    /// <summary>Replaces all recovery codes by those of these hashes.</summary>
    Task ReplaceCodesAsync(ImmutableArray<ImmutableArray<byte>> hashes, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Uses a recovery code up; false if there is none of the hash.</summary>
    Task<bool> RedeemCodeAsync(ImmutableArray<byte> hash, CancellationToken cancellationToken);

    Task<int> CountCodesAsync(CancellationToken cancellationToken);

    /// <summary>Uses a time-based code up; false if it was used in the last minutes, as long as one is accepted.</summary>
    Task<bool> UseCodeAsync(int code, CancellationToken cancellationToken);

    /// <summary>The oldest first.</summary>
    Task<ImmutableArray<Passkey>> ListPasskeysAsync(CancellationToken cancellationToken);

    /// <summary>False where somebody has it already, or the person has as many as one may have.</summary>
    Task<bool> AddPasskeyAsync(Passkey passkey, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Notes that a passkey was used; false where it is gone, or its count shows that there are two of it.</summary>
    Task<bool> UsePasskeyAsync(Passkey passkey, CancellationToken cancellationToken);

    /// <summary>False where the person has none of the id.</summary>
    Task<bool> RemovePasskeyAsync(ImmutableArray<byte> credentialId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    Task<ImmutableArray<UserSession>> ListSessionsAsync(CancellationToken cancellationToken);

    /// <summary>False where the person has no such session.</summary>
    Task<bool> EndSessionAsync(long sessionId, CommandTrail? trail, CancellationToken cancellationToken);
}

/// <summary>A mail to be sent to who forgot the password, if there is such an account.</summary>
[GenerateSerializer, Immutable, Alias("users.reset-request")]
public sealed record ResetRequest
{
    /// <summary>Normalised.</summary>
    [Id(0)] public required string Email { get; init; }

    /// <summary>The network of who asks; null: unknown.</summary>
    [Id(1)] public string? Network { get; init; }

    /// <summary>"en" or "cs", for a person who has chosen none.</summary>
    [Id(2)] public required string Language { get; init; }
}

/// <summary>A link that can be used, and for whom it is.</summary>
[GenerateSerializer, Immutable, Alias("users.open-link")]
public sealed record OpenLink
{
    [Id(0)] public required OneTimeLink Link { get; init; }
    [Id(1)] public required UserAccount Account { get; init; }

    /// <summary>The organisation's display name; empty for the service.</summary>
    [Id(2)] public string Organisation { get; init; } = "";

    [Id(3)] public string Slug { get; init; } = "";
}

/// <summary>Finds accounts and opens links (key: 0). Keeps nothing: it stands where a front has no database.</summary>
[Alias("users.directory")]
public interface IUserDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>The account of a normalised address.</summary>
    Task<UserAccount?> FindAsync(string email, CancellationToken cancellationToken);

    /// <summary>A passkey, whoever has it.</summary>
    Task<Passkey?> FindPasskeyAsync(ImmutableArray<byte> credentialId, CancellationToken cancellationToken);

    /// <summary>Queues the mail. Does as much, and answers alike, where there is no account or too many mails were asked for.</summary>
    Task RequestResetAsync(ResetRequest request, CancellationToken cancellationToken);

    /// <summary>Null where the token is none of this service, or its link was used or has run out.</summary>
    Task<OpenLink?> OpenAsync(string token, CancellationToken cancellationToken);

    /// <summary>
    /// Uses a link up: writes the account if one is given, and adds what an invitation gives. The audit tells of it with the trail.
    /// False where that is no longer possible.
    /// </summary>
    Task<bool> UseAsync(string token, UserAccount? account, CommandTrail? trail, CancellationToken cancellationToken);
}

/// <summary>The sessions of all people (key: 0). Keeps nothing: it stands where a front has no database.</summary>
[Alias("users.sessions")]
public interface ISessionDirectoryGrain : IGrainWithIntegerKey
{
    Task BeginAsync(NewSession session, CancellationToken cancellationToken);

    /// <summary>The person of a session by the hash of its key, as the store has it now; null if there is none.</summary>
    Task<SignedInUser?> FindAsync(ImmutableArray<byte> keyHash, CancellationToken cancellationToken);

    /// <summary>Lets a session go on with another key after its person was changed.</summary>
    Task RefreshAsync(long sessionId, string securityStamp, ImmutableArray<byte> keyHash, CancellationToken cancellationToken);
}

/// <summary>Counts attempts to sign in (key: 0). Keeps nothing: it stands where a front has no database.</summary>
[Alias("users.sign-in")]
public interface ISignInGrain : IGrainWithIntegerKey
{
    /// <inheritdoc cref="IAttemptStore.TakeAsync"/>
    Task<AttemptOutcome> TakeAsync(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <inheritdoc cref="IAttemptStore.ReturnAsync"/>
    Task ReturnAsync(SignInAttempt attempt, CancellationToken cancellationToken);

    /// <inheritdoc cref="IAttemptStore.ForgiveAsync"/>
    Task ForgiveAsync(SignInAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>The keys by which cookies and forms are protected (key: 0). Keeps nothing: it stands where a front has no database.</summary>
[Alias("users.protection-keys")]
public interface IProtectionKeyGrain : IGrainWithIntegerKey
{
    Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProtectionKeyStore.AddAsync"/>
    Task AddAsync(string name, string xml, CancellationToken cancellationToken);
}
