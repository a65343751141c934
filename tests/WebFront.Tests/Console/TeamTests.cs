using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed partial class TeamTests(PeopleService service)
{
    [Fact]
    public async Task An_owner_invites_changes_and_removes_members_and_the_audit_tells()
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        var team = $"/console/o/{tenant.Slug}/team";
        var email = Visitor.NewEmail();

        (await owner.SubmitToAsync(team, $"{team}/invite", ("email", "nobody"), ("role", "agent"))).Says(400, "is not valid");
        (await owner.SubmitToAsync(team, $"{team}/invite", ("email", email), ("role", "agent"))).LeadsTo($"{team}?done=invited");
        (await owner.GetAsync(team)).Says(200, email);
        var member = new Visitor(service);
        await member.AcceptAsync(await service.MailedPathAsync(email, "invitation"));
        (await owner.SubmitToAsync(team, $"{team}/invite", ("email", email), ("role", "agent"))).Says(409, "is a member already");
        var id = await IdOfAsync(owner, team, email);

        Assert.Equal(403, (await member.GetAsync(team)).Status);
        (await owner.SubmitToAsync(team, $"{team}/{id}/role", ("role", "owner"))).LeadsTo($"{team}?done=role");
        await EventuallyAsync(member, team, 200);
        (await owner.SubmitToAsync(team, $"{team}/{id}/remove")).LeadsTo($"{team}?done=removed");
        await EventuallyAsync(member, team, 404);

        var items = (await tenant.GetAsync("/bff/audit/list")).Is(200)["items"]!.AsArray();
        var acts = items.Where(item => (string)item!["actor"]!["kind"]! == "user").Select(item => $"{item!["action"]} {item["summary"]}");
        Assert.Equal(["user.removed ", "user.role-changed owner", "user.joined agent", "user.invited agent", "user.joined owner"], acts);
        Assert.All(items, item => Assert.DoesNotContain("@", (string)item!["summary"]!, StringComparison.Ordinal));
        Assert.Contains(items, item => (string)item!["actor"]!["name"]! == owner.Email && (string)item["ip"]! == owner.Address);
    }

    [Fact]
    public async Task An_organisation_keeps_an_owner()
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        var team = $"/console/o/{tenant.Slug}/team";
        var id = await IdOfAsync(owner, team, owner.Email);

        (await owner.SubmitToAsync(team, $"{team}/{id}/remove")).Says(409, "keeps at least one owner");
        (await owner.SubmitToAsync(team, $"{team}/{id}/role", ("role", "viewer"))).Says(409, "keeps at least one owner");
        Assert.Equal(400, (await owner.SubmitToAsync(team, $"{team}/{id}/role", ("role", "king"))).Status);
    }

    [Fact]
    public async Task Nobody_below_an_owner_manages_the_team()
    {
        var tenant = await service.NewTenantAsync();
        var owner = await Visitor.NewAsync(service, tenant);
        var team = $"/console/o/{tenant.Slug}/team";

        foreach (var role in new[] { "viewer", "agent", "admin" })
        {
            var member = await Visitor.NewAsync(service, tenant, role);
            var id = await IdOfAsync(owner, team, member.Email);
            foreach (var act in new[] { $"{id}/role", $"{id}/remove", $"{id}/end-sessions", "invite", "invitations/1/withdraw" })
                Assert.Equal(403, (await member.SubmitToAsync("/console/account", $"{team}/{act}", ("role", "owner"), ("email", Visitor.NewEmail()))).Status);
            Assert.Equal(403, (await member.GetAsync(team)).Status);
        }
    }

    [Fact]
    public async Task A_member_of_another_organisation_is_not_found()
    {
        var (mine, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (owner, stranger) = (await Visitor.NewAsync(service, mine), await Visitor.NewAsync(service, other));
        var (team, foreign) = ($"/console/o/{mine.Slug}/team", $"/console/o/{other.Slug}/team");
        var id = await IdOfAsync(stranger, foreign, stranger.Email);

        Assert.Equal(404, (await owner.GetAsync(foreign)).Status);
        foreach (var act in new[] { $"{id}/role", $"{id}/remove", $"{id}/end-sessions", "invitations/1/withdraw" })
            Assert.Equal(404, (await owner.SubmitToAsync(team, $"{team}/{act}", ("role", "owner"))).Status);
        Assert.Equal(200, (await stranger.GetAsync(foreign)).Status);
    }

    [Fact]
    public async Task An_owner_ends_the_sessions_of_a_member_and_withdraws_invitations()
    {
        var tenant = await service.NewTenantAsync();
        var (owner, member) = (await Visitor.NewAsync(service, tenant), await Visitor.NewAsync(service, tenant, "agent"));
        var team = $"/console/o/{tenant.Slug}/team";
        var invitation = await Visitor.InviteAsync(service, tenant.Slug, Visitor.NewEmail(), "viewer");

        (await owner.SubmitToAsync(team, $"{team}/{await IdOfAsync(owner, team, member.Email)}/end-sessions")).LeadsTo($"{team}?done=sessions");
        var id = Invited().Match((await owner.GetAsync(team)).Text).Groups[1].Value;
        (await owner.SubmitToAsync(team, $"{team}/invitations/{id}/withdraw")).LeadsTo($"{team}?done=withdrawn");

        await EventuallyAsync(member, "/console/account", 303);
        Assert.Equal(404, (await new Visitor(service).GetAsync(invitation)).Status);
    }

    private static async Task<string> IdOfAsync(Visitor owner, string team, string email)
    {
        var row = (await owner.GetAsync(team)).Text.Split("<tr>").Skip(1).Single(text => text.Contains(email, StringComparison.Ordinal));
        return Member().Match(row).Groups[1].Value;
    }

    private static Task EventuallyAsync(Visitor visitor, string path, int status) => Eventually.GetAsync(
        () => visitor.GetAsync(path), answer => answer.Status == status, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"/team/(\d+)/role")]
    private static partial Regex Member();

    [GeneratedRegex(@"/invitations/(\d+)/withdraw")]
    private static partial Regex Invited();
}
