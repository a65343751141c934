using System.Globalization;
using System.Security.Claims;
using Contacts.Core.Email;
using Contacts.Core.Tickets;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Clients;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>What an attempt to sign in came to.</summary>
public enum SignInOutcome { Done, SecondFactorNeeded, Wrong, TooMany }

/// <summary>
/// Checks passwords and codes. Every attempt is counted before it is made. A wrong password, an unknown account and a locked one cost the
/// same work and have one outcome.
/// </summary>
internal sealed class SignIns(
    UserManager<ConsoleUser> users, PasswordDecoy decoy, IGrainFactory grains, Sessions sessions, Lockouts lockouts, TrustedProxies proxies,
    TimeProvider time)
{
    private const int CodeLength = 6;

    private ISignInGrain Counts => grains.GetGrain<ISignInGrain>(0);

    /// <summary>
    /// Begins a session, or, where the account has a second factor, lets the browser remember that the password was right.
    /// </summary>
    public async Task<SignInOutcome> SignInAsync(HttpContext http, string email, string password)
    {
        var account = EmailAddress.TryParse(email, out var address, out _)
            ? await grains.GetGrain<IUserDirectoryGrain>(0).FindAsync(address.Normalised, CancellationToken.None)
            : null;
        var attempt = AttemptOf(http, account?.Email ?? address.Normalised);
        var outcome = await CheckPasswordAsync(attempt, account, password);
        if (outcome != SignInOutcome.Done) return outcome;
        if (account!.HasTwoFactor)
        {
            await Counts.ReturnAsync(attempt, CancellationToken.None);
            await RememberAsync(http, account);
            return SignInOutcome.SecondFactorNeeded;
        }
        await Counts.ForgiveAsync(attempt, CancellationToken.None);
        await sessions.BeginAsync(http, account);
        return SignInOutcome.Done;
    }

    /// <summary>The person who has given the password a moment ago and not yet the second factor.</summary>
    public async Task<ConsoleUser?> FindHalfSignedInAsync(HttpContext http)
    {
        var principal = (await http.AuthenticateAsync(CookieNames.SecondFactor)).Principal;
        if (principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id) return null;
        var user = await users.FindByIdAsync(id);
        return user?.Account.SecurityStamp == principal.FindFirstValue(ClaimTypes.Hash) ? user : null;
    }

    /// <summary>Begins a session with a time-based code or a recovery code.</summary>
    public async Task<SignInOutcome> SignInWithCodeAsync(HttpContext http, ConsoleUser user, string code)
    {
        var outcome = await ConfirmCodeAsync(http, user, code);
        if (outcome != SignInOutcome.Done) return outcome;
        await http.SignOutAsync(CookieNames.SecondFactor);
        await sessions.BeginAsync(http, user.Account);
        return SignInOutcome.Done;
    }

    /// <summary>Whether a code is the person's; it can be used once.</summary>
    public async Task<SignInOutcome> ConfirmCodeAsync(HttpContext http, ConsoleUser user, string code)
    {
        var attempt = AttemptOf(http, user.Email);
        var taken = await TakeAsync(attempt, user.Account);
        if (taken != AttemptOutcome.Allowed) return OutcomeOf(taken);
        if (!await IsCodeAsync(user, code)) return SignInOutcome.Wrong;
        await Counts.ForgiveAsync(attempt, CancellationToken.None);
        return SignInOutcome.Done;
    }

    /// <summary>Whether a password is that of a person who is signed in.</summary>
    public async Task<SignInOutcome> ConfirmPasswordAsync(HttpContext http, ConsoleUser user, string password)
    {
        var attempt = AttemptOf(http, user.Email);
        var outcome = await CheckPasswordAsync(attempt, user.Account, password);
        if (outcome == SignInOutcome.Done) await Counts.ReturnAsync(attempt, CancellationToken.None);
        return outcome;
    }

    /// <summary>Unlocks the account of a person who has proved by mail to be its owner.</summary>
    public Task ForgiveAsync(HttpContext http, UserAccount account) =>
        Counts.ForgiveAsync(AttemptOf(http, account.Email), CancellationToken.None);

    /// <summary>The network of who makes a request, as failures are counted by.</summary>
    public string? NetworkOf(HttpContext http) => Submitter.OfOrNull(proxies.CallerOf(http))?.Network;

    private async Task<SignInOutcome> CheckPasswordAsync(SignInAttempt attempt, UserAccount? account, string password)
    {
        var taken = await TakeAsync(attempt, account);
        if (taken == AttemptOutcome.NetworkLocked) return SignInOutcome.TooMany;
        var isOpen = taken == AttemptOutcome.Allowed && account?.PasswordHash is not null;
        var isRight = await users.CheckPasswordAsync(isOpen ? new(account!) : decoy.User, password);
        return isRight && isOpen ? SignInOutcome.Done : SignInOutcome.Wrong;
    }

    private async Task<AttemptOutcome> TakeAsync(SignInAttempt attempt, UserAccount? account)
    {
        var outcome = await Counts.TakeAsync(attempt, CancellationToken.None);
        lockouts.Note(attempt, outcome, account);
        return outcome;
    }

    private async Task<bool> IsCodeAsync(ConsoleUser user, string code)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length != CodeLength || !digits.All(char.IsAsciiDigit))
            return (await users.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
        return await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, digits)
            && await grains.GetGrain<IUserGrain>(user.Id)
                .UseCodeAsync(int.Parse(digits, CultureInfo.InvariantCulture), CancellationToken.None);
    }

    private SignInAttempt AttemptOf(HttpContext http, string email) =>
        SignInAttempt.Of(AttemptLimit.SignIn, email, NetworkOf(http), time.GetUtcNow());

    private static SignInOutcome OutcomeOf(AttemptOutcome taken) =>
        taken == AttemptOutcome.NetworkLocked ? SignInOutcome.TooMany : SignInOutcome.Wrong;

    private static Task RememberAsync(HttpContext http, UserAccount account) => http.SignInAsync(
        CookieNames.SecondFactor,
        new(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
                new(ClaimTypes.Hash, account.SecurityStamp),
            ],
            CookieNames.SecondFactor)));
}
