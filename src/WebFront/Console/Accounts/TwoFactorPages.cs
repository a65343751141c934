using System.Collections.Immutable;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Identity;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>The second factor of a person's own account: codes of an authenticator app, and recovery codes.</summary>
internal static class TwoFactorPages
{
    private const int RecoveryCodes = 10;
    private const string SetUpPath = "/console/account/two-factor";

    public static ConsoleGroup MapTwoFactor(this ConsoleGroup console) => console
        .Page("/account/two-factor", call => ShowAsync(call, SignInOutcome.Done))
        .Form("/account/two-factor/key", MakeKeyAsync)
        .Form("/account/two-factor", TurnOnAsync)
        .Form("/account/two-factor/off", TurnOffAsync)
        .Form("/account/two-factor/codes", RenewCodesAsync);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, SignInOutcome outcome)
    {
        var user = await AccountPages.UserAsync(call);
        return user.Account.HasTwoFactor
            ? AccountPages.Done("two-factor")
            : ConsoleAnswer.Show<TwoFactorPage>(
                SignInWords.StatusOf(outcome), call, (nameof(TwoFactorPage.Key), AuthenticatorKey.OfOrNull(user)),
                (nameof(TwoFactorPage.Outcome), outcome));
    }

    /// <summary>A key that was shown and not confirmed is replaced.</summary>
    private static async Task<ConsoleAnswer> MakeKeyAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await AccountPages.UserAsync(call);
        if (user.Account.HasTwoFactor) return AccountPages.Done("two-factor");
        return await ChangeAsync(call, user, users => users.ResetAuthenticatorKeyAsync(user)) ?? ConsoleAnswer.Redirect(SetUpPath);
    }

    private static async Task<ConsoleAnswer> TurnOnAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await AccountPages.UserAsync(call);
        if (user.Account.HasTwoFactor || user.Account.AuthenticatorKey is null) return ConsoleAnswer.Redirect(SetUpPath);
        var outcome = await call.SignIns().ConfirmCodeAsync(call.Http, user, form["code"].ToString());
        if (outcome != SignInOutcome.Done) return await ShowAsync(call, outcome);
        return await ChangeAsync(call, user, users => users.SetTwoFactorEnabledAsync(user, true)) ?? await ShowCodesAsync(call, user);
    }

    private static async Task<ConsoleAnswer> TurnOffAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await AccountPages.UserAsync(call);
        var outcome = await call.SignIns().ConfirmPasswordAsync(call.Http, user, form["current"].ToString());
        if (outcome != SignInOutcome.Done) return await AccountPages.ShowAsync(call, outcome);
        return await ChangeAsync(call, user, async users =>
        {
            await users.ResetAuthenticatorKeyAsync(user);
            return await users.SetTwoFactorEnabledAsync(user, false);
        }) ?? AccountPages.Done("two-factor-off");
    }

    private static async Task<ConsoleAnswer> RenewCodesAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await AccountPages.UserAsync(call);
        if (!user.Account.HasTwoFactor) return ConsoleAnswer.Redirect(SetUpPath);
        var outcome = await call.SignIns().ConfirmPasswordAsync(call.Http, user, form["current"].ToString());
        return outcome == SignInOutcome.Done ? await ShowCodesAsync(call, user) : await AccountPages.ShowAsync(call, outcome);
    }

    /// <summary>New codes, which are shown this once: their hashes alone are stored.</summary>
    private static async Task<ConsoleAnswer> ShowCodesAsync(ConsoleCall call, ConsoleUser user)
    {
        var codes = await Users(call).GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        return codes is null
            ? Failure.ChangedMeanwhile
            : ConsoleAnswer.Show<RecoveryCodesPage>(call, (nameof(RecoveryCodesPage.Codes), codes.ToImmutableArray()));
    }

    /// <summary>Null where it is done; the session goes on with the account's new stamp.</summary>
    private static async Task<ConsoleAnswer?> ChangeAsync(
        ConsoleCall call, ConsoleUser user, Func<UserManager<ConsoleUser>, Task<IdentityResult>> change)
    {
        if (!(await change(Users(call))).Succeeded) return Failure.ChangedMeanwhile;
        await call.Sessions().RefreshAsync(call.Http, user.Account);
        return null;
    }

    private static UserManager<ConsoleUser> Users(ConsoleCall call) =>
        call.Http.RequestServices.GetRequiredService<UserManager<ConsoleUser>>();
}
