using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Keys;
using Contacts.Core.Settings;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tests.Concurrency;

namespace Contacts.Grains.Tests.Organisations;

public sealed class OrganisationGrainTests
{
    [Fact]
    public async Task Two_changes_at_once_both_hold()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(organisation);

        await Task.WhenAll(
            Enumerable.Range(1, 10).Select(i => grain.ChangeSettingsAsync(new() { SpamThreshold = i, Authority = ContactService.Authority }, CancellationToken.None))
                .Concat([grain.ChangeSettingsAsync(new() { DefaultRegion = Optional.Of<string>("CZ"), Authority = ContactService.Authority }, CancellationToken.None)]));

        var view = await grain.GetSettingsAsync(CancellationToken.None);
        Assert.Equal("CZ", view!.Settings.DefaultRegion);
        Assert.InRange(view.Settings.Spam.Threshold, 1, 10);
        Assert.Equal(RekeyingState.None, view.EmailRekeying.State);
    }

    [Fact]
    public async Task A_change_holds_at_once_in_this_process()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var contact = service.Contact(organisation, (await service.RegisterAsync(organisation, "a@example.com", "group")).ContactId!.Value);
        var request = new UpdateContactRequest { Phone = Optional.Of<string>("777 123 456"), Actor = "key" };
        Assert.Equal(ContactOutcome.Invalid, (await contact.UpdateAsync(request, CancellationToken.None)).Outcome);

        await service.Grains.GetGrain<IOrganisationGrain>(organisation)
            .ChangeSettingsAsync(new() { DefaultRegion = Optional.Of<string>("CZ"), Authority = ContactService.Authority }, CancellationToken.None);

        Assert.Equal(ContactOutcome.Done, (await contact.UpdateAsync(request, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task There_are_no_settings_of_an_organisation_that_does_not_exist()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(999_999);

        Assert.Null(await grain.GetSettingsAsync(CancellationToken.None));
        var change = new SettingsChange { Name = "x", Authority = ContactService.Authority };
        Assert.Equal(SettingsOutcome.NotFound, (await grain.ChangeSettingsAsync(change, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Settings_change_for_no_key_that_is_unknown()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var grain = service.Grains.GetGrain<IOrganisationGrain>(await service.NewOrganisationAsync());
        var change = new SettingsChange { Name = "x", Authority = Authority.OfKey(new string('0', 64)) };

        Assert.Equal(SettingsOutcome.Forbidden, (await grain.ChangeSettingsAsync(change, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Settings_change_for_people_by_their_role_in_that_organisation()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var (own, other) = (await service.NewOrganisationAsync(), await service.NewOrganisationAsync());
        async Task<SettingsOutcome> ChangeAsync(int organisation, Role role)
        {
            var now = DateTimeOffset.UtcNow;
            var invitation = new Invitation { OrganisationId = own, Email = $"{role}@example.com", Role = role, Language = "en", At = now };
            if (await service.Get<ITeamStore>().InviteAsync(invitation, CancellationToken.None) is { } link)
                await service.Get<IUserAccountStore>().UseLinkAsync(link, null, now, null, CancellationToken.None);
            var user = await service.Get<IUserAccountStore>().FindAsync(invitation.Email, CancellationToken.None);
            var change = new SettingsChange { Name = $"by {role}", Authority = Authority.OfUser(user!.Id) };
            var grain = service.Grains.GetGrain<IOrganisationGrain>(organisation);
            return (await grain.ChangeSettingsAsync(change, CancellationToken.None)).Outcome;
        }

        Assert.Equal(SettingsOutcome.Forbidden, await ChangeAsync(own, Role.Agent));
        Assert.Equal(SettingsOutcome.Done, await ChangeAsync(own, Role.Admin));
        Assert.Equal(SettingsOutcome.Forbidden, await ChangeAsync(other, Role.Owner));
        var unknown = new SettingsChange { Name = "x", Authority = Authority.OfUser(999_999) };
        Assert.Equal(
            SettingsOutcome.Forbidden,
            (await service.Grains.GetGrain<IOrganisationGrain>(own).ChangeSettingsAsync(unknown, CancellationToken.None)).Outcome);
    }
}
