using System.Collections.Immutable;
using System.Security.Cryptography;
using Contacts.Core.Consent;
using Contacts.Core.Mail;
using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

public abstract class AccountContract(IStoreFixture store) : StoreContract(store)
{
    private IUserAccountStore Accounts => Store.People.Accounts;

    [Fact]
    public async Task An_account_is_found_by_id_and_address_as_it_was_saved()
    {
        var account = await NewAccountAsync();
        var changed = account with
        {
            PasswordHash = "hash", SecurityStamp = "stamp", AuthenticatorKey = "key", HasTwoFactor = true, Language = "cs",
        };

        Assert.True(await Accounts.SaveAsync(changed, None));

        Assert.Equal(changed with { Version = account.Version + 1 }, await Accounts.FindAsync(account.Id, None));
        Assert.Equal(changed with { Version = account.Version + 1 }, await Accounts.FindAsync(account.Email, None));
        Assert.Null(await Accounts.FindAsync("x" + account.Email, None));
    }

    [Fact]
    public async Task Of_two_writes_over_one_version_one_is_lost()
    {
        var account = await NewAccountAsync();

        var saved = await Task.WhenAll(
            Accounts.SaveAsync(account with { Language = "en" }, None), Accounts.SaveAsync(account with { Language = "cs" }, None));

        Assert.Equal([false, true], saved.Order());
    }

    [Fact]
    public async Task A_recovery_code_is_redeemed_once()
    {
        var account = await NewAccountAsync();
        ImmutableArray<ImmutableArray<byte>> codes = [NewHash(), NewHash(), NewHash()];
        await Accounts.ReplaceCodesAsync(account.Id, codes, None);

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Accounts.RedeemCodeAsync(account.Id, codes[1], None)));

        Assert.Single(redeemed, true);
        Assert.Equal(2, await Accounts.CountCodesAsync(account.Id, None));
        Assert.False(await Accounts.RedeemCodeAsync(account.Id + 1, codes[0], None));
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        var account = await NewAccountAsync();
        var (old, young) = (NewHash(), NewHash());
        await Accounts.ReplaceCodesAsync(account.Id, [old], None);

        await Accounts.ReplaceCodesAsync(account.Id, [young], None);

        Assert.False(await Accounts.RedeemCodeAsync(account.Id, old, None));
        Assert.True(await Accounts.RedeemCodeAsync(account.Id, young, None));
    }

    [Fact]
    public async Task A_time_based_code_is_used_once_until_it_has_run_out()
    {
        var account = await NewAccountAsync();
        var until = Monday.AddMinutes(3);

        var used = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Accounts.UseCodeAsync(account.Id, 123456, Monday, until, None)));

        Assert.Single(used, true);
        Assert.True(await Accounts.UseCodeAsync(account.Id, 654321, Monday, until, None));
        Assert.False(await Accounts.UseCodeAsync(account.Id, 123456, until.AddSeconds(-1), until.AddMinutes(3), None));
        Assert.True(await Accounts.UseCodeAsync(account.Id, 123456, until, until.AddMinutes(3), None));
    }

    [Fact]
    public async Task A_link_with_an_account_is_used_once_however_many_use_it()
    {
        var account = await NewAccountAsync();
        var link = await NewLinkAsync(account, LinkPurpose.Reset);

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Accounts.UseLinkAsync(link, account with { PasswordHash = $"hash {i}" }, Monday, null, None)));

        var winner = Assert.Single(used.Index(), one => one.Item).Index;
        Assert.Equal($"hash {winner}", (await Accounts.FindAsync(account.Id, None))!.PasswordHash);
        Assert.Null(await Accounts.FindLinkAsync(0, link.Id, None));
    }

    [Fact]
    public async Task A_link_without_an_account_is_used_once_however_many_use_it()
    {
        var link = await NewLinkAsync(await NewAccountAsync(), LinkPurpose.SignIn);

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Accounts.UseLinkAsync(link, null, Monday, null, None)));

        Assert.Single(used, true);
    }

    [Fact]
    public async Task A_link_is_not_used_up_where_its_account_was_changed_meanwhile()
    {
        var account = await NewAccountAsync();
        var link = await NewLinkAsync(account, LinkPurpose.Reset);
        await Accounts.SaveAsync(account with { Language = "cs" }, None);

        Assert.False(await Accounts.UseLinkAsync(link, account with { PasswordHash = "hash" }, Monday, null, None));

        Assert.Equal(link, await Accounts.FindLinkAsync(0, link.Id, None));
        Assert.Null((await Accounts.FindAsync(account.Id, None))!.PasswordHash);
    }

    [Fact]
    public async Task A_new_link_takes_the_place_of_the_one_before_and_brings_its_mail()
    {
        var account = await NewAccountAsync();
        var first = await NewLinkAsync(account, LinkPurpose.Reset);

        var second = await Accounts.AddLinkAsync(
            first with { Id = 0 }, Monday, link => LinkMailData.Queue(link, account.Email, "cs", Monday), None);

        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(await Accounts.FindLinkAsync(0, first.Id, None));
        var mails = await Store.Outbox.LeaseAsync(1000, NewId(), Wednesday, Wednesday.AddMinutes(1), None);
        var mail = Assert.Single(mails, mail => mail.To == account.Email);
        Assert.Equal((MailKinds.Reset, second.Id), (mail.Kind, LinkMailData.Read(mail.Data).LinkId));
    }

    [Fact]
    public async Task The_id_of_a_used_link_is_never_given_again()
    {
        var account = await NewAccountAsync();
        var used = await NewLinkAsync(account, LinkPurpose.SignIn);
        Assert.True(await Accounts.UseLinkAsync(used, null, Monday, null, None));

        Assert.NotEqual(used.Id, (await NewLinkAsync(account, LinkPurpose.SignIn)).Id);
    }

    [Fact]
    public async Task What_has_run_out_is_swept()
    {
        var account = await NewAccountAsync();
        var link = await NewLinkAsync(account, LinkPurpose.Reset);
        await Accounts.UseCodeAsync(account.Id, 1, Monday, Monday.AddMinutes(1), None);

        Assert.True(await Accounts.SweepAsync(Wednesday, 1000, None) >= 2);

        Assert.Null(await Accounts.FindLinkAsync(0, link.Id, None));
    }

    private static ImmutableArray<byte> NewHash() => [.. RandomNumberGenerator.GetBytes(32)];

    private async Task<UserAccount> NewAccountAsync()
    {
        var email = $"{NewId()}@example.com";
        await Accounts.EnsureAsync(email, await NewOrganisationAsync(), Role.Owner, Monday, None);
        return (await Accounts.FindAsync(email, None))!;
    }

    private Task<OneTimeLink> NewLinkAsync(UserAccount account, LinkPurpose purpose) => Accounts.AddLinkAsync(
        new() { OrganisationId = 0, Id = 0, Purpose = purpose, UserId = account.Id, ExpiresAt = LinkLife.EndOf(LinkLife.Reset, Monday) },
        Monday, _ => null, None);
}
