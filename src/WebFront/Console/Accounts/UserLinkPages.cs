using Contacts.Core.Consent;
using Contacts.Core.Email;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>The pages behind links of mails: an invitation, and another password for who forgot it.</summary>
internal static class UserLinkPages
{
    public static ConsoleGroup MapUserLinks(this ConsoleGroup console) => console
        .Page("/invitation/{token}", ShowInvitationAsync)
        .Form("/invitation/{token}", AcceptAsync)
        .Page("/forgotten", call => Task.FromResult(ConsoleAnswer.Show<ForgottenPage>(call)))
        .Form("/forgotten", AskForResetAsync)
        .Page("/reset/{token}", ShowResetAsync)
        .Form("/reset/{token}", ResetAsync);

    /// <summary>The link of the address; null if it is not one for this purpose that can be used.</summary>
    public static async Task<OpenLink?> OpenAsync(ConsoleCall call, LinkPurpose purpose) =>
        await call.OfService<IUserDirectoryGrain>().OpenAsync(call.Token(), call.Aborted) is { } link && link.Link.Purpose == purpose
            ? link
            : null;

    private static async Task<ConsoleAnswer> ShowInvitationAsync(ConsoleCall call) =>
        await OpenAsync(call, LinkPurpose.Invitation) is { } link
            ? Invitation(StatusCodes.Status200OK, call, link, isTooWeak: false)
            : LinkGonePage.Answer(call);

    /// <summary>
    /// Who has an account proves to be its owner by signing in: an invitation goes to who invites as well, and must not open what other
    /// organisations have given the person.
    /// </summary>
    private static async Task<ConsoleAnswer> AcceptAsync(ConsoleCall call, IFormCollection form)
    {
        if (await OpenAsync(call, LinkPurpose.Invitation) is not { } link) return LinkGonePage.Answer(call);
        if (link.Account.PasswordHash is null) return await AcceptWithPasswordAsync(call, link, form["password"].ToString());
        if (call.User?.UserId != link.Account.Id) return Invitation(StatusCodes.Status403Forbidden, call, link, isTooWeak: false);
        if (!await UseAsync(call, link, null)) return LinkGonePage.Answer(call);
        await call.Sessions().RefreshAsync(call.Http, link.Account);
        return ConsoleAnswer.Redirect(TargetOf(link));
    }

    private static async Task<ConsoleAnswer> AcceptWithPasswordAsync(ConsoleCall call, OpenLink link, string password)
    {
        if (await call.Passwords().ReplaceAsync(link.Account, password) is not { } account)
            return Invitation(StatusCodes.Status400BadRequest, call, link, isTooWeak: true);
        if (!await UseAsync(call, link, account)) return LinkGonePage.Answer(call);
        await call.Sessions().BeginAsync(call.Http, account);
        return ConsoleAnswer.Redirect(TargetOf(link));
    }

    private static async Task<ConsoleAnswer> AskForResetAsync(ConsoleCall call, IFormCollection form)
    {
        if (EmailAddress.TryParse(form["email"], out var address, out _))
        {
            var request = new ResetRequest
            {
                Email = address.Normalised, Network = call.SignIns().NetworkOf(call.Http), Language = call.Texts.Language,
            };
            await call.OfService<IUserDirectoryGrain>().RequestResetAsync(request, CancellationToken.None);
        }
        return ConsoleAnswer.Redirect("/console/forgotten?done=sent");
    }

    private static async Task<ConsoleAnswer> ShowResetAsync(ConsoleCall call) =>
        await OpenAsync(call, LinkPurpose.Reset) is null ? LinkGonePage.Answer(call) : ConsoleAnswer.Show<ResetPage>(call);

    /// <summary>The person signs in afterwards, with the second factor where there is one: a mail does not replace it.</summary>
    private static async Task<ConsoleAnswer> ResetAsync(ConsoleCall call, IFormCollection form)
    {
        if (await OpenAsync(call, LinkPurpose.Reset) is not { } link) return LinkGonePage.Answer(call);
        if (await call.Passwords().ReplaceAsync(link.Account, form["password"].ToString()) is not { } account)
            return ConsoleAnswer.Show<ResetPage>(StatusCodes.Status400BadRequest, call, (nameof(ResetPage.IsTooWeak), true));
        if (!await UseAsync(call, link, account)) return LinkGonePage.Answer(call);
        await call.SignIns().ForgiveAsync(call.Http, account);
        return ConsoleAnswer.Redirect("/console/sign-in?done=password");
    }

    private static Task<bool> UseAsync(ConsoleCall call, OpenLink link, UserAccount? account) =>
        call.OfService<IUserDirectoryGrain>().UseAsync(
            call.Token(), account, call.TrailOf(link.Account.Id, link.Account.Email), CancellationToken.None);

    private static string TargetOf(OpenLink link) => link.Slug.Length == 0 ? "/console" : $"/console/o/{link.Slug}";

    private static ConsoleAnswer Invitation(int status, ConsoleCall call, OpenLink link, bool isTooWeak) =>
        ConsoleAnswer.Show<InvitationPage>(
            status, call, (nameof(InvitationPage.Link), link), (nameof(InvitationPage.IsTooWeak), isTooWeak));
}
