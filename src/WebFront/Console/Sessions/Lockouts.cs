using Contacts.Core.Caching;
using Contacts.Core.Keys;
using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// Logs accounts and networks that are locked, once for each lock and process: whoever tries passwords must not be able to fill the log.
/// See <see cref="SecurityEvents"/>. Thread-safe.
/// </summary>
internal sealed partial class Lockouts(ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger(SecurityEvents.LogCategory);
    private readonly RotatingCache<string, bool> _logged = new(capacity: 10_000, AttemptLimit.SignIn.Window, time);

    /// <param name="attempt">One that was refused, or not.</param>
    /// <param name="outcome">Whether it was.</param>
    /// <param name="account">Whose password or code was tried; null: nobody's.</param>
    public void Note(SignInAttempt attempt, AttemptOutcome outcome, UserAccount? account)
    {
        if (outcome == AttemptOutcome.AccountLocked && account is not null && IsNew(attempt.Account.AsSpan())) LogAccount(account.Id);
        if (outcome == AttemptOutcome.NetworkLocked && IsNew(attempt.Network.AsSpan())) LogNetwork();
    }

    private bool IsNew(ReadOnlySpan<byte> subject)
    {
        var key = Convert.ToHexString(subject);
        if (_logged.TryGet(key, out _)) return false;
        _logged.Set(key, true);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account of user {User} is locked: attempts to sign in have failed too often")]
    private partial void LogAccount(long user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A network is locked: attempts to sign in from it have failed too often")]
    private partial void LogNetwork();
}
