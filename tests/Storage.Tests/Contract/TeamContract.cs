using Contacts.Core.Mail;
using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

public abstract class TeamContract(IStoreFixture store) : StoreContract(store)
{
    private ITeamStore Teams => Store.People.Teams;

    private IUserAccountStore Accounts => Store.People.Accounts;

    [Fact]
    public async Task An_invitation_makes_an_account_and_a_mail_and_no_member()
    {
        var (organisation, email) = (await NewOrganisationAsync(), NewEmail());

        var link = await InviteAsync(organisation, email, Role.Agent);

        var account = (await Accounts.FindAsync(email, None))!;
        Assert.Equal((account.Id, Role.Agent, Monday + TimeSpan.FromDays(7)), (link!.UserId, link.Role, Rounded(link.ExpiresAt)));
        Assert.Empty(await Accounts.MembershipsAsync(account.Id, None));
        Assert.Equal(link.Id, Assert.Single(await Teams.ListAsync(organisation, Monday, None)).InvitationId);
        var mails = await Store.Outbox.LeaseAsync(1000, NewId(), Wednesday, Wednesday.AddMinutes(1), None);
        Assert.Equal(MailKinds.Invitation, Assert.Single(mails, mail => mail.To == email).Kind);
    }

    [Fact]
    public async Task A_used_invitation_makes_a_member_with_its_role()
    {
        var (organisation, email) = (await NewOrganisationAsync(), NewEmail());
        var link = (await InviteAsync(organisation, email, Role.Admin))!;

        Assert.True(await Accounts.UseLinkAsync(link, null, Monday, null, None));

        var membership = Assert.Single(await Accounts.MembershipsAsync(link.UserId, None));
        Assert.Equal((organisation, "Test", Role.Admin, false), (membership.OrganisationId, membership.Name, membership.Role, membership.RequiresTwoFactor));
        var member = Assert.Single(await Teams.ListAsync(organisation, Monday, None));
        Assert.Equal((email, Role.Admin, null), (member.Email, member.Role, member.InvitationId));
        Assert.Null(await InviteAsync(organisation, email, Role.Viewer));
    }

    [Fact]
    public async Task A_second_invitation_takes_the_place_of_the_first()
    {
        var (organisation, email) = (await NewOrganisationAsync(), NewEmail());
        var first = (await InviteAsync(organisation, email, Role.Viewer))!;

        var second = (await InviteAsync(organisation, email, Role.Owner))!;

        Assert.False(await Accounts.UseLinkAsync(first, null, Monday, null, None));
        Assert.Equal((second.Id, Role.Owner), Assert.Single(
            (await Teams.ListAsync(organisation, Monday, None)).Select(member => (member.InvitationId!.Value, member.Role))));
    }

    [Fact]
    public async Task An_invitation_of_another_organisation_stays()
    {
        var email = NewEmail();
        var (one, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var first = (await InviteAsync(one, email, Role.Viewer))!;
        await InviteAsync(other, email, Role.Owner);

        Assert.True(await Accounts.UseLinkAsync(first, null, Monday, null, None));

        Assert.Equal(one, Assert.Single(await Accounts.MembershipsAsync(first.UserId, None)).OrganisationId);
    }

    [Fact]
    public async Task An_invitation_can_be_withdrawn_by_its_organisation_alone()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var link = (await InviteAsync(organisation, NewEmail(), Role.Viewer))!;

        Assert.False(await Teams.WithdrawAsync(other, link.Id, null, None));
        Assert.True(await Teams.WithdrawAsync(organisation, link.Id, null, None));

        Assert.False(await Accounts.UseLinkAsync(link, null, Monday, null, None));
    }

    [Fact]
    public async Task An_invitation_without_a_role_makes_an_operator()
    {
        var link = (await InviteAsync(0, NewEmail(), null))!;

        Assert.True(await Accounts.UseLinkAsync(link, null, Monday, null, None));

        Assert.True((await Accounts.FindAsync(link.UserId, None))!.IsOperator);
        Assert.Empty(await Accounts.MembershipsAsync(link.UserId, None));
    }

    [Fact]
    public async Task Roles_change_and_members_go()
    {
        var organisation = await NewOrganisationAsync();
        var (owner, agent) = (await NewMemberAsync(organisation, Role.Owner), await NewMemberAsync(organisation, Role.Agent));

        Assert.Equal(TeamOutcome.Done, await Teams.ChangeRoleAsync(organisation, agent, Role.Viewer, null, None));
        Assert.Equal(Role.Viewer, Assert.Single(await Accounts.MembershipsAsync(agent, None)).Role);
        Assert.Equal(TeamOutcome.Done, await Teams.RemoveAsync(organisation, agent, null, None));
        Assert.Equal(TeamOutcome.NotFound, await Teams.RemoveAsync(organisation, agent, null, None));
        Assert.Equal(TeamOutcome.NotFound, await Teams.ChangeRoleAsync(await NewOrganisationAsync(), owner, Role.Viewer, null, None));
    }

    [Fact]
    public async Task The_last_owner_stays_one()
    {
        var organisation = await NewOrganisationAsync();
        var owner = await NewMemberAsync(organisation, Role.Owner);
        await NewMemberAsync(organisation, Role.Admin);

        Assert.Equal(TeamOutcome.LastOwner, await Teams.ChangeRoleAsync(organisation, owner, Role.Admin, null, None));
        Assert.Equal(TeamOutcome.LastOwner, await Teams.RemoveAsync(organisation, owner, null, None));
        Assert.Equal(TeamOutcome.Done, await Teams.ChangeRoleAsync(organisation, owner, Role.Owner, null, None));
    }

    [Fact]
    public async Task Owners_who_leave_at_the_same_time_leave_one_behind()
    {
        var organisation = await NewOrganisationAsync();
        var owners = new long[4];
        for (var i = 0; i < owners.Length; i++) owners[i] = await NewMemberAsync(organisation, Role.Owner);

        var outcomes = await Task.WhenAll(owners.Select(owner => Teams.RemoveAsync(organisation, owner, null, None)));

        Assert.Single(outcomes, TeamOutcome.LastOwner);
        Assert.Equal(Role.Owner, Assert.Single(await Teams.ListAsync(organisation, Monday, None)).Role);
    }

    private static string NewEmail() => $"{NewId()}@example.com";

    private static DateTimeOffset Rounded(DateTimeOffset time) => time.AddTicks(Monday.Ticks % TimeSpan.TicksPerMillisecond);

    private Task<OneTimeLink?> InviteAsync(int organisation, string email, Role? role) => Teams.InviteAsync(
        new() { OrganisationId = organisation, Email = email, Role = role, Language = "en", At = Monday }, None);

    private async Task<long> NewMemberAsync(int organisation, Role role)
    {
        var link = (await InviteAsync(organisation, NewEmail(), role))!;
        Assert.True(await Accounts.UseLinkAsync(link, null, Monday, null, None));
        return link.UserId;
    }
}
