using System.Globalization;
using Contacts.Core.Users;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>A person's own account: password, language and sessions.</summary>
internal static class AccountPages
{
    public const string Path = "/console/account";

    public static ConsoleGroup MapAccount(this ConsoleGroup console) => console
        .Page("/account", call => ShowAsync(call))
        .Form("/account/password", ChangePasswordAsync)
        .Form("/account/language", ChangeLanguageAsync)
        .Form("/account/sessions/end", EndSessionAsync)
        .Form("/account/sessions/end-others", EndOtherSessionsAsync)
        .MapTwoFactor()
        .MapPasskeys();

    /// <summary>The account of who makes the call, as it is stored now.</summary>
    public static async Task<ConsoleUser> UserAsync(ConsoleCall call) => new(
        await call.Account.FindAsync(CancellationToken.None) ?? throw new InvalidOperationException("The account of a session is gone."))
    {
        Trail = call.Trail,
    };

    /// <summary>The page with what is wrong, if anything is.</summary>
    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, SignInOutcome outcome = SignInOutcome.Done, bool isTooWeak = false)
    {
        var user = await UserAsync(call);
        var status = isTooWeak ? StatusCodes.Status400BadRequest : SignInWords.StatusOf(outcome);
        return ConsoleAnswer.Show<AccountPage>(
            status, call, (nameof(AccountPage.Account), user.Account),
            (nameof(AccountPage.Sessions), await call.Account.ListSessionsAsync(call.Aborted)),
            (nameof(AccountPage.CodesLeft), await call.Account.CountCodesAsync(call.Aborted)),
            (nameof(AccountPage.Outcome), outcome), (nameof(AccountPage.IsTooWeak), isTooWeak));
    }

    public static ConsoleAnswer Done(string what) => ConsoleAnswer.Redirect($"{Path}?done={what}");

    /// <summary>Stores an account that was changed; the session goes on, whatever its stamp is now.</summary>
    public static async Task<bool> SaveAsync(ConsoleCall call, UserAccount account)
    {
        if (!await call.Account.SaveAsync(account, call.Trail, CancellationToken.None)) return false;
        await call.Sessions().RefreshAsync(call.Http, account);
        return true;
    }

    private static async Task<ConsoleAnswer> ChangePasswordAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await UserAsync(call);
        if (user.Account.PasswordHash is not null)
        {
            var outcome = await call.SignIns().ConfirmPasswordAsync(call.Http, user, form["current"].ToString());
            if (outcome != SignInOutcome.Done) return await ShowAsync(call, outcome);
        }
        if (await call.Passwords().ReplaceAsync(user.Account, form["password"].ToString()) is not { } account)
            return await ShowAsync(call, isTooWeak: true);
        return await SaveAsync(call, account) ? Done("password") : Failure.ChangedMeanwhile;
    }

    private static async Task<ConsoleAnswer> ChangeLanguageAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await UserAsync(call);
        var account = user.Account with { Language = PageLanguage.Spoken(form["language"]) };
        return await SaveAsync(call, account) ? Done("language") : Failure.ChangedMeanwhile;
    }

    private static async Task<ConsoleAnswer> EndSessionAsync(ConsoleCall call, IFormCollection form)
    {
        if (!long.TryParse(form["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return Failure.BadRequest;
        return await call.Account.EndSessionAsync(id, call.Trail, CancellationToken.None) ? Done("session") : Failure.NotFound;
    }

    /// <summary>Another stamp ends them wherever they are.</summary>
    private static async Task<ConsoleAnswer> EndOtherSessionsAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await UserAsync(call);
        var account = user.Account with { SecurityStamp = Guid.NewGuid().ToString("N") };
        return await SaveAsync(call, account) ? Done("sessions") : Failure.ChangedMeanwhile;
    }
}
