using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Team;

/// <summary>The members of an organisation, for its owners.</summary>
internal static class TeamPages
{
    public static ConsoleGroup MapTeam(this ConsoleGroup console)
    {
        console.For(Role.Owner)
            .Page("/team", call => ShowAsync(call))
            .Form("/team/invite", InviteAsync)
            .Form("/team/invitations/{id:long}/withdraw", WithdrawAsync)
            .Form("/team/{id:long}/role", ChangeRoleAsync)
            .Form("/team/{id:long}/remove", RemoveAsync)
            .Form("/team/{id:long}/end-sessions", EndSessionsAsync)
            .Form("/team/{id:long}/reset-two-factor", ResetTwoFactorAsync);
        return console;
    }

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, TeamOutcome outcome = TeamOutcome.Done, string email = "")
    {
        var status = outcome switch
        {
            TeamOutcome.Done => StatusCodes.Status200OK,
            TeamOutcome.Invalid => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
        var members = await call.OfOrganisation<ITeamGrain>().ListAsync(call.Aborted);
        return ConsoleAnswer.Show<TeamPage>(
            status, call, (nameof(TeamPage.Members), members), (nameof(TeamPage.Outcome), outcome), (nameof(TeamPage.Email), email));
    }

    private static async Task<ConsoleAnswer> InviteAsync(ConsoleCall call, IFormCollection form)
    {
        var request = new InviteRequest { Email = form["email"], Role = form["role"], Trail = call.Trail };
        var result = await call.OfOrganisation<ITeamGrain>().InviteAsync(request, CancellationToken.None);
        return result.Outcome == TeamOutcome.Done ? Done(call, "invited") : await ShowAsync(call, result.Outcome, form["email"].ToString());
    }

    private static async Task<ConsoleAnswer> WithdrawAsync(ConsoleCall call, IFormCollection form) =>
        await call.OfOrganisation<ITeamGrain>().WithdrawAsync(call.RouteNumber, call.Trail, CancellationToken.None)
            ? Done(call, "withdrawn")
            : Failure.NotFound;

    private static async Task<ConsoleAnswer> ChangeRoleAsync(ConsoleCall call, IFormCollection form)
    {
        if (RoleNames.RoleOrNull(form["role"]) is not { } role) return Failure.BadRequest;
        var outcome = await call.OfOrganisation<ITeamGrain>().ChangeRoleAsync(call.RouteNumber, role, call.Trail, CancellationToken.None);
        return await AnswerAsync(call, outcome, "role");
    }

    private static async Task<ConsoleAnswer> RemoveAsync(ConsoleCall call, IFormCollection form) => await AnswerAsync(
        call, await call.OfOrganisation<ITeamGrain>().RemoveAsync(call.RouteNumber, call.Trail, CancellationToken.None), "removed");

    private static async Task<ConsoleAnswer> EndSessionsAsync(ConsoleCall call, IFormCollection form) =>
        await call.OfOrganisation<ITeamGrain>().EndSessionsAsync(call.RouteNumber, call.Trail, CancellationToken.None)
            ? Done(call, "sessions")
            : Failure.NotFound;

    /// <summary>For operators alone: the account is that of other organisations too.</summary>
    private static async Task<ConsoleAnswer> ResetTwoFactorAsync(ConsoleCall call, IFormCollection form)
    {
        var members = await call.OfOrganisation<ITeamGrain>().ListAsync(CancellationToken.None);
        if (!members.Any(member => member.UserId == call.RouteNumber && member.InvitationId is null)) return Failure.NotFound;
        if (!call.User!.IsOperator) return Failure.RoleMissing;
        return await call.AccountOf(call.RouteNumber).ResetTwoFactorAsync(call.Trail, 0, CancellationToken.None)
            ? Done(call, "factor")
            : Failure.NotFound;
    }

    private static async Task<ConsoleAnswer> AnswerAsync(ConsoleCall call, TeamOutcome outcome, string done) => outcome switch
    {
        TeamOutcome.Done => Done(call, done),
        TeamOutcome.NotFound => Failure.NotFound,
        TeamOutcome.Forbidden => Failure.RoleMissing,
        _ => await ShowAsync(call, outcome),
    };

    private static ConsoleAnswer Done(ConsoleCall call, string what) => ConsoleAnswer.Redirect($"{call.PathOf("team")}?done={what}");
}
