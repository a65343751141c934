using Contacts.Core.Consent;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>Signing in and out.</summary>
internal static class SignInPages
{
    public static ConsoleGroup MapSignIn(this ConsoleGroup console) => console
        .Page("/sign-in", ShowAsync)
        .Form("/sign-in", SignInAsync)
        .Form("/passkey", SignInWithPasskeyAsync)
        .Page("/second-factor", ShowSecondFactorAsync)
        .Form("/second-factor", GiveSecondFactorAsync)
        .Page("/sign-in/{token}", ShowLinkAsync)
        .Form("/sign-in/{token}", FollowLinkAsync)
        .Form("/sign-out", SignOutAsync);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => call.User is not null
        ? ConsoleAnswer.Redirect(Target(call))
        : await FormAsync(StatusCodes.Status200OK, call, "", SignInOutcome.Done);

    private static async Task<ConsoleAnswer> SignInAsync(ConsoleCall call, IFormCollection form)
    {
        var email = form["email"].ToString();
        var outcome = await call.SignIns().SignInAsync(call.Http, email, form["password"].ToString());
        return outcome switch
        {
            SignInOutcome.Done => ConsoleAnswer.Redirect(Target(call)),
            SignInOutcome.SecondFactorNeeded => ConsoleAnswer.Redirect(
                $"/console/second-factor?returnTo={Uri.EscapeDataString(Target(call))}"),
            _ => await FormAsync(SignInWords.StatusOf(outcome), call, email, outcome),
        };
    }

    private static async Task<ConsoleAnswer> SignInWithPasskeyAsync(ConsoleCall call, IFormCollection form) =>
        await call.Passkeys().SignInAsync(call.Http, form["credential"].ToString())
            ? ConsoleAnswer.Redirect(Target(call))
            : await FormAsync(StatusCodes.Status400BadRequest, call, "", SignInOutcome.Done, isUnknownPasskey: true);

    private static async Task<ConsoleAnswer> ShowSecondFactorAsync(ConsoleCall call) =>
        await call.SignIns().FindHalfSignedInAsync(call.Http) is null
            ? ConsoleAnswer.Redirect("/console/sign-in")
            : ConsoleAnswer.Show<SecondFactorPage>(call);

    private static async Task<ConsoleAnswer> GiveSecondFactorAsync(ConsoleCall call, IFormCollection form)
    {
        var signIns = call.SignIns();
        if (await signIns.FindHalfSignedInAsync(call.Http) is not { } user) return ConsoleAnswer.Redirect("/console/sign-in");
        var outcome = await signIns.SignInWithCodeAsync(call.Http, user, form["code"].ToString());
        return outcome == SignInOutcome.Done
            ? ConsoleAnswer.Redirect(Target(call))
            : ConsoleAnswer.Show<SecondFactorPage>(SignInWords.StatusOf(outcome), call, (nameof(SecondFactorPage.Outcome), outcome));
    }

    private static async Task<ConsoleAnswer> ShowLinkAsync(ConsoleCall call) =>
        await OpenAsync(call) is null ? LinkGonePage.Answer(call) : ConsoleAnswer.Show<SignInLinkPage>(call);

    private static async Task<ConsoleAnswer> FollowLinkAsync(ConsoleCall call, IFormCollection form)
    {
        if (await OpenAsync(call) is not { } link) return LinkGonePage.Answer(call);
        var directory = call.OfService<IUserDirectoryGrain>();
        if (!await directory.UseAsync(call.Token(), null, null, CancellationToken.None)) return LinkGonePage.Answer(call);
        await call.Sessions().BeginAsync(call.Http, link.Account);
        return ConsoleAnswer.Redirect("/console");
    }

    private static async Task<ConsoleAnswer> SignOutAsync(ConsoleCall call, IFormCollection form)
    {
        await call.Sessions().EndAsync(call.Http);
        return ConsoleAnswer.Redirect("/console/sign-in?done=out");
    }

    private static Task<OpenLink?> OpenAsync(ConsoleCall call) =>
        UserLinkPages.OpenAsync(call, LinkPurpose.SignIn);

    private static async Task<ConsoleAnswer> FormAsync(
        int status, ConsoleCall call, string email, SignInOutcome outcome, bool isUnknownPasskey = false) =>
        ConsoleAnswer.Show<SignInPage>(
            status, call, (nameof(SignInPage.Email), email), (nameof(SignInPage.Outcome), outcome),
            (nameof(SignInPage.IsUnknownPasskey), isUnknownPasskey), (nameof(SignInPage.Target), Target(call)),
            (nameof(SignInPage.PasskeyOptions), await call.Passkeys().AskAsync(call.Http)));

    private static string Target(ConsoleCall call) => ReturnAddress.Of(call.Query.Text("returnTo"));
}
