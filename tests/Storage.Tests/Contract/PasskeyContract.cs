using System.Security.Cryptography;
using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

public abstract class PasskeyContract(IStoreFixture store) : StoreContract(store)
{
    private IPasskeyStore Passkeys => Store.People.Passkeys;

    [Fact]
    public async Task A_passkey_is_found_as_it_was_added_until_its_person_removes_it()
    {
        var user = await NewUserAsync();
        var (first, second) = (Of(user, "phone") with { Transports = "hybrid internal", IsBackedUp = true }, Of(user, "Schlüssel"));
        Assert.True(await Passkeys.AddAsync(first, None));
        Assert.True(await Passkeys.AddAsync(second with { CreatedAt = Tuesday }, None));

        AssertSame(first, await Passkeys.FindAsync(first.CredentialId, None));
        Assert.Equal(["phone", "Schlüssel"], (await Passkeys.ListAsync(user, None)).Select(passkey => passkey.Name));
        Assert.False(await Passkeys.RemoveAsync(user + 1, first.CredentialId, None));
        Assert.True(await Passkeys.RemoveAsync(user, first.CredentialId, None));
        Assert.False(await Passkeys.RemoveAsync(user, first.CredentialId, None));

        Assert.Null(await Passkeys.FindAsync(first.CredentialId, None));
        Assert.False(await Passkeys.UseAsync(first with { SignCount = 9 }, Tuesday, None));
        AssertSame(second with { CreatedAt = Tuesday }, Assert.Single(await Passkeys.ListAsync(user, None)));
    }

    [Fact]
    public async Task A_passkey_belongs_to_one_person()
    {
        var (user, other) = (await NewUserAsync(), await NewUserAsync());
        var passkey = Of(user, "phone");

        var added = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => Passkeys.AddAsync(passkey with { UserId = i % 2 == 0 ? user : other }, None)));

        Assert.Single(added, true);
        Assert.Single([.. await Passkeys.ListAsync(user, None), .. await Passkeys.ListAsync(other, None)]);
    }

    [Fact]
    public async Task A_person_has_no_more_than_twenty()
    {
        var user = await NewUserAsync();
        for (var i = 0; i < Passkey.MostOfOne; i++) Assert.True(await Passkeys.AddAsync(Of(user, $"{i}"), None));

        Assert.False(await Passkeys.AddAsync(Of(user, "one more"), None));

        Assert.Equal(20, (await Passkeys.ListAsync(user, None)).Length);
    }

    [Fact]
    public async Task A_count_that_was_seen_shows_that_there_are_two_of_a_device()
    {
        var passkey = Of(await NewUserAsync(), "key") with { SignCount = 5 };
        await Passkeys.AddAsync(passkey, None);

        Assert.False(await Passkeys.UseAsync(passkey, Tuesday, None));
        Assert.False(await Passkeys.UseAsync(passkey with { SignCount = 0 }, Tuesday, None));
        Assert.False(await Passkeys.UseAsync(passkey with { SignCount = 6, UserId = passkey.UserId + 1 }, Tuesday, None));
        var used = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Passkeys.UseAsync(passkey with { SignCount = 6, IsBackedUp = true }, Tuesday, None)));

        Assert.Single(used, true);
        AssertSame(
            passkey with { SignCount = 6, IsBackedUp = true, UsedAt = Tuesday }, await Passkeys.FindAsync(passkey.CredentialId, None));
    }

    [Fact]
    public async Task A_device_that_does_not_count_is_used_again_and_again()
    {
        var passkey = Of(await NewUserAsync(), "phone");
        await Passkeys.AddAsync(passkey, None);

        foreach (var at in new[] { Tuesday, Wednesday }) Assert.True(await Passkeys.UseAsync(passkey, at, None));

        Assert.Equal(Wednesday, (await Passkeys.FindAsync(passkey.CredentialId, None))!.UsedAt);
    }

    [Fact]
    public async Task Passkeys_go_with_the_second_factor_of_who_has_lost_it()
    {
        var account = (await Store.People.Accounts.FindAsync(await NewUserAsync(), None))!;
        await Passkeys.AddAsync(Of(account.Id, "lost"), None);

        Assert.False(await Store.People.Accounts.SaveWithoutDevicesAsync(account with { Version = account.Version + 1 }, null, None));
        Assert.Single(await Passkeys.ListAsync(account.Id, None));
        Assert.True(await Store.People.Accounts.SaveWithoutDevicesAsync(account, null, None));

        Assert.Empty(await Passkeys.ListAsync(account.Id, None));
    }

    private async Task<long> NewUserAsync()
    {
        var organisation = await NewOrganisationAsync();
        return (await Store.People.Accounts.EnsureAsync($"{Guid.NewGuid():N}@example.com", organisation, Role.Viewer, Monday, None)).Id;
    }

    private static Passkey Of(long user, string name) => new()
    {
        CredentialId = [.. RandomNumberGenerator.GetBytes(32)], UserId = user, Name = name,
        PublicKey = [.. RandomNumberGenerator.GetBytes(77)], SignCount = 0, Transports = "", IsBackupEligible = true, IsBackedUp = false,
        CreatedAt = Monday,
    };

    private static void AssertSame(Passkey expected, Passkey? found)
    {
        Assert.NotNull(found);
        Assert.Equal(expected.CredentialId.AsEnumerable(), found.CredentialId);
        Assert.Equal(expected.PublicKey.AsEnumerable(), found.PublicKey);
        Assert.Equal(expected, found with { CredentialId = expected.CredentialId, PublicKey = expected.PublicKey });
    }
}
