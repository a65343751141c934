using System.Buffers.Text;
using Contacts.Core.Text;
using Contacts.Core.Users;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>The devices by which a person signs in.</summary>
internal static class PasskeyPages
{
    public const string Path = "/console/account/passkeys";

    public static ConsoleGroup MapPasskeys(this ConsoleGroup console) => console
        .Page("/account/passkeys", call => ShowAsync(call, SignInOutcome.Done))
        .Form("/account/passkeys", AddAsync)
        .Form("/account/passkeys/remove", RemoveAsync);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, SignInOutcome outcome, string? problem = null)
    {
        var user = await AccountPages.UserAsync(call);
        var status = problem is null ? SignInWords.StatusOf(outcome) : StatusCodes.Status400BadRequest;
        return ConsoleAnswer.Show<PasskeysPage>(
            status, call, (nameof(PasskeysPage.Account), user.Account),
            (nameof(PasskeysPage.Passkeys), await call.Account.ListPasskeysAsync(call.Aborted)),
            (nameof(PasskeysPage.Options), await call.Passkeys().AskNewAsync(call.Http, user)),
            (nameof(PasskeysPage.Outcome), outcome), (nameof(PasskeysPage.Refusal), problem));
    }

    private static async Task<ConsoleAnswer> AddAsync(ConsoleCall call, IFormCollection form)
    {
        var user = await AccountPages.UserAsync(call);
        if (user.Account.PasswordHash is not null)
        {
            var outcome = await call.SignIns().ConfirmPasswordAsync(call.Http, user, form["current"].ToString());
            if (outcome != SignInOutcome.Done) return await ShowAsync(call, outcome);
        }
        if (InputText.Clean(form["name"], Passkey.NameLimit, out var name) != InputTextError.None || name.Length == 0)
            return await ShowAsync(call, SignInOutcome.Done, call.Texts["Name must be 1 to {0} characters.", Passkey.NameLimit]);
        if (await call.Passkeys().AddAsync(call.Http, user, form["credential"].ToString(), name))
            return ConsoleAnswer.Redirect($"{Path}?done=added");
        return await ShowAsync(
            call, SignInOutcome.Done,
            call.Texts["The device could not be added. It may be known already; a person has at most {0}.", Passkey.MostOfOne]);
    }

    private static async Task<ConsoleAnswer> RemoveAsync(ConsoleCall call, IFormCollection form)
    {
        var id = form["id"].ToString();
        if (!Base64Url.IsValid(id)) return Failure.BadRequest;
        return await call.Account.RemovePasskeyAsync([.. Base64Url.DecodeFromChars(id)], call.Trail, CancellationToken.None)
            ? ConsoleAnswer.Redirect($"{Path}?done=removed")
            : Failure.NotFound;
    }
}

/// <summary>What people are told of devices.</summary>
internal static class PasskeyWords
{
    public static string Unanswered(ConsoleTexts texts) => texts["The device has not answered. Try again."];
}
