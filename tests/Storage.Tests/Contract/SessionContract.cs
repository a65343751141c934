using System.Text;
using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

public abstract class SessionContract(IStoreFixture store) : StoreContract(store)
{
    private ISessionStore Sessions => Store.People.Sessions;

    [Fact]
    public async Task A_session_is_found_by_its_key_with_the_rights_of_its_person()
    {
        var (account, organisation) = await NewAccountAsync();
        var key = SessionKey.New();
        var id = await BeginAsync(account, key);

        var found = (await Sessions.FindAsync(SessionKey.HashOf(key), Tuesday.AddHours(-13), None))!;

        var membership = Assert.Single(found.User.Memberships);
        Assert.Equal((account.Id, account.Email, id, true), (found.User.UserId, found.User.Email, found.User.SessionId, found.User.IsOperator));
        Assert.Equal((organisation, Role.Owner), (membership.OrganisationId, membership.Role));
        Assert.Null(await Sessions.FindAsync(SessionKey.HashOf(SessionKey.New()), Monday, None));
    }

    [Fact]
    public async Task The_key_itself_is_not_stored()
    {
        var (account, _) = await NewAccountAsync();
        var key = SessionKey.New();
        await BeginAsync(account, key);

        Assert.Null(await Sessions.FindAsync([.. Encoding.UTF8.GetBytes(key)], Monday, None));
        Assert.NotEqual<IEnumerable<byte>>(Encoding.UTF8.GetBytes(key), SessionKey.HashOf(key));
    }

    [Fact]
    public async Task An_idle_session_ends_after_twelve_hours_and_any_after_seven_days()
    {
        var (account, _) = await NewAccountAsync();
        var key = SessionKey.New();
        var id = await BeginAsync(account, key);
        var hash = SessionKey.HashOf(key);

        Assert.NotNull(await Sessions.FindAsync(hash, Monday.AddHours(12).AddSeconds(-1), None));
        Assert.Null(await Sessions.FindAsync(hash, Monday.AddHours(12), None));
        await Sessions.SeeAsync(id, Monday.AddDays(7).AddSeconds(-2), None);
        Assert.NotNull(await Sessions.FindAsync(hash, Monday.AddDays(7).AddSeconds(-1), None));
        Assert.Null(await Sessions.FindAsync(hash, Monday.AddDays(7), None));
    }

    [Fact]
    public async Task A_new_security_stamp_ends_all_sessions_but_those_that_go_on_with_it()
    {
        var (account, _) = await NewAccountAsync();
        var (own, other) = (SessionKey.New(), SessionKey.New());
        var id = await BeginAsync(account, own);
        await BeginAsync(account, other);

        Assert.True(await Store.People.Accounts.SaveAsync(account with { SecurityStamp = "another" }, None));
        var young = SessionKey.New();
        await Sessions.RefreshAsync(id, "another", SessionKey.HashOf(young), None);

        Assert.NotNull(await Sessions.FindAsync(SessionKey.HashOf(young), Monday, None));
        Assert.Null(await Sessions.FindAsync(SessionKey.HashOf(own), Monday, None));
        Assert.Null(await Sessions.FindAsync(SessionKey.HashOf(other), Monday, None));
        Assert.Equal(id, Assert.Single(await Sessions.ListAsync(account.Id, Monday, None)).Id);
    }

    [Fact]
    public async Task A_person_ends_own_sessions_alone()
    {
        var ((account, _), (stranger, _)) = (await NewAccountAsync(), await NewAccountAsync());
        var id = await BeginAsync(account, SessionKey.New());
        await BeginAsync(account, SessionKey.New());

        Assert.False(await Sessions.EndAsync(stranger.Id, id, None));
        Assert.True(await Sessions.EndAsync(account.Id, id, None));
        Assert.False(await Sessions.EndAsync(account.Id, id, None));
        Assert.Single(await Sessions.ListAsync(account.Id, Monday, None));
    }

    [Fact]
    public async Task The_sessions_of_a_member_are_ended_by_the_organisation_alone()
    {
        var ((account, organisation), (_, other)) = (await NewAccountAsync(), await NewAccountAsync());
        await BeginAsync(account, SessionKey.New());
        await BeginAsync(account, SessionKey.New());

        Assert.False(await Store.People.Teams.EndSessionsAsync(other, account.Id, null, None));
        Assert.Equal(2, (await Sessions.ListAsync(account.Id, Monday, None)).Length);
        Assert.True(await Store.People.Teams.EndSessionsAsync(organisation, account.Id, null, None));
        Assert.Empty(await Sessions.ListAsync(account.Id, Monday, None));
    }

    [Fact]
    public async Task A_session_is_listed_with_where_it_is_from()
    {
        var (account, _) = await NewAccountAsync();
        await BeginAsync(account, SessionKey.New());
        var second = await BeginAsync(account, SessionKey.New());
        await Sessions.SeeAsync(second, Monday.AddHours(1), None);

        var listed = await Sessions.ListAsync(account.Id, Monday, None);

        Assert.Equal((second, Monday.AddHours(1), Monday, "192.0.2.7", "Browser"), 
            (listed[0].Id, listed[0].SeenAt, listed[0].CreatedAt, listed[0].Ip, listed[0].UserAgent));
        Assert.Equal(2, listed.Length);
    }

    [Fact]
    public async Task Sessions_that_are_over_are_swept()
    {
        var (account, _) = await NewAccountAsync();
        var kept = await BeginAsync(account, SessionKey.New());
        var swept = await BeginAsync(account, SessionKey.New());
        await Sessions.SeeAsync(kept, Tuesday, None);

        Assert.True(await Sessions.SweepAsync(Tuesday, 1000, None) >= 1);

        Assert.False(await Sessions.EndAsync(account.Id, swept, None));
        Assert.True(await Sessions.EndAsync(account.Id, kept, None));
    }

    private Task<long> BeginAsync(UserAccount account, string key) => Sessions.AddAsync(
        new()
        {
            KeyHash = SessionKey.HashOf(key), UserId = account.Id, SecurityStamp = account.SecurityStamp, Ip = "192.0.2.7",
            UserAgent = "Browser",
        },
        Monday, None);

    private async Task<(UserAccount Account, int Organisation)> NewAccountAsync()
    {
        var email = $"{NewId()}@example.com";
        var organisation = await NewOrganisationAsync();
        await Store.People.Accounts.EnsureAsync(email, organisation, Role.Owner, Monday, None);
        return ((await Store.People.Accounts.FindAsync(email, None))!, organisation);
    }
}
