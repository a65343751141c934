using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Settings;
using Contacts.Grains.Organisations;

namespace Contacts.Storage.Tests.Contract;

public abstract class ApiKeyContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_key_is_found_by_its_hash_as_it_was_added()
    {
        var organisation = await NewOrganisationAsync();
        var key = Key(organisation) with
        {
            Kind = ApiKeyKind.Dev, Scopes = ApiKeyScopes.Public | ApiKeyScopes.Admin, Description = "Žluťoučký klíč", ExpiresAt = Wednesday,
            Limits = new LimitSettings { PerMinute = 10 }, IsDevelopment = true,
        };
        var hash = NewHash();

        var id = await Store.Keys.AddAsync(key, hash, None);

        Assert.Equal(key with { Id = id }, await Store.Keys.FindAsync(hash, None));
        Assert.Equal(key with { Id = id }, Assert.Single(await Store.Keys.ListAsync(organisation, None)));
        Assert.Null(await Store.Keys.FindAsync(NewHash(), None));
    }

    [Fact]
    public async Task The_last_instant_of_time_is_kept()
    {
        var key = Key(await NewOrganisationAsync()) with { ExpiresAt = DateTimeOffset.MaxValue.AddTicks(-9) };
        var hash = NewHash();

        await Store.Keys.AddAsync(key, hash, None);

        Assert.Equal(key.ExpiresAt, (await Store.Keys.FindAsync(hash, None))!.ExpiresAt);
    }

    [Fact]
    public async Task Limits_that_are_not_set_are_null()
    {
        var organisation = await NewOrganisationAsync();
        var (none, hour) = (NewHash(), NewHash());
        await Store.Keys.AddAsync(Key(organisation), none, None);
        await Store.Keys.AddAsync(Key(organisation) with { Limits = new LimitSettings { PerHour = 7 } }, hour, None);

        Assert.Null((await Store.Keys.FindAsync(none, None))!.Limits);
        Assert.Equal(new LimitSettings { PerHour = 7 }, (await Store.Keys.FindAsync(hour, None))!.Limits);
    }

    [Fact]
    public async Task Adding_a_known_hash_returns_its_id_and_changes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var hash = NewHash();
        var id = await Store.Keys.AddAsync(Key(organisation), hash, None);

        Assert.Equal(id, await Store.Keys.AddAsync(Key(organisation) with { Description = "other" }, hash, None));

        Assert.Equal("key", (await Store.Keys.FindAsync(hash, None))!.Description);
        Assert.Single(await Store.Keys.ListAsync(organisation, None));
    }

    [Fact]
    public async Task Keys_without_a_checksum_are_listed_by_the_beginning_of_their_hashes()
    {
        var organisation = await NewOrganisationAsync();
        var (without, revoked, with) = (NewHash(), NewHash(), NewHash());
        await Store.Keys.AddAsync(Key(organisation), without, None);
        await Store.Keys.AddAsync(Key(organisation) with { RevokedAt = Tuesday }, revoked, None);
        await Store.Keys.AddAsync(Key(organisation) with { HasChecksum = true }, with, None);

        var listed = await Store.Keys.ListWithoutChecksumAsync(None);

        Assert.Superset(new HashSet<ulong> { without.Prefix, revoked.Prefix }, listed.ToHashSet());
        Assert.DoesNotContain(with.Prefix, listed);
        Assert.True((await Store.Keys.FindAsync(with, None))!.HasChecksum);
    }

    [Fact]
    public async Task A_root_key_needs_no_organisation()
    {
        var hash = NewHash();

        var id = await Store.Keys.AddAsync(Key(0) with { Kind = ApiKeyKind.Root, Scopes = ApiKeyScopes.All }, hash, None);

        var found = await Store.Keys.FindAsync(hash, None);
        Assert.Equal((id, 0, ApiKeyKind.Root, ApiKeyScopes.All), (found!.Id, found.OrganisationId, found.Kind, found.Scopes));
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_for_their_organisation_alone()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        foreach (var name in (string[])["a", "b", "c"])
            await Store.Keys.AddAsync(Key(organisation) with { Description = name }, NewHash(), None);
        await Store.Keys.AddAsync(Key(other), NewHash(), None);

        var keys = await Store.Keys.ListAsync(organisation, None);

        Assert.Equal(["c", "b", "a"], keys.Select(key => key.Description));
    }

    [Fact]
    public async Task Revoking_is_done_once_and_within_the_organisation()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var hash = NewHash();
        var id = await Store.Keys.AddAsync(Key(organisation), hash, None);

        Assert.False(await Store.Keys.RevokeAsync(other, id, Tuesday, None));
        Assert.Null((await Store.Keys.FindAsync(hash, None))!.RevokedAt);
        Assert.True(await Store.Keys.RevokeAsync(organisation, id, Tuesday, None));
        Assert.True(await Store.Keys.RevokeAsync(organisation, id, Wednesday, None));
        Assert.Equal(Tuesday, (await Store.Keys.FindAsync(hash, None))!.RevokedAt);
        Assert.False(await Store.Keys.RevokeAsync(organisation, id + 1_000_000, Tuesday, None));
    }

    [Fact]
    public async Task The_limits_of_its_organisation_come_with_a_key_that_is_looked_up()
    {
        var organisation = await NewOrganisationAsync();
        var hash = NewHash();
        await Store.Keys.AddAsync(Key(organisation), hash, None);
        var stored = (await Store.Organisations.FindAsync(organisation, None))!;
        var settings = SettingsDocument.Write(new() { Limits = new() { PerMinute = 7 } });

        Assert.True(await Store.Organisations.SaveAsync(organisation, "Test", settings, stored.Version, None));

        Assert.Equal(new LimitSettings { PerMinute = 7 }, (await Store.Keys.FindAsync(hash, None))!.OrganisationLimits);
    }

    [Fact]
    public async Task The_last_use_is_noted_and_never_goes_back()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var (used, idle) = (NewHash(), NewHash());
        var id = await Store.Keys.AddAsync(Key(organisation), used, None);
        await Store.Keys.AddAsync(Key(organisation), idle, None);

        await Store.Keys.RecordUseAsync(organisation, [new() { KeyId = id, At = Tuesday }], None);
        await Store.Keys.RecordUseAsync(organisation, [new() { KeyId = id, At = Monday }], None);
        await Store.Keys.RecordUseAsync(other, [new() { KeyId = id, At = Wednesday }], None);

        Assert.Equal(Tuesday, (await Store.Keys.FindAsync(used, None))!.LastUsedAt);
        Assert.Null((await Store.Keys.FindAsync(idle, None))!.LastUsedAt);
    }

    [Fact]
    public async Task Refusals_are_added_up_by_key_and_forgotten_after_a_month()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var monday = DateOnly.FromDateTime(Monday.UtcDateTime);
        await RecordAsync(organisation, (1, Monday, 2), (2, Monday, 3));
        await RecordAsync(organisation, (1, Tuesday, 5), (3, Tuesday, 0));
        await RecordAsync(organisation, (1, Tuesday, 1));
        await RecordAsync(other, (1, Tuesday, 100));

        Assert.Equal([(1, 8), (2, 3)], await RefusalsAsync(organisation, monday));
        Assert.Equal([(1, 6)], await RefusalsAsync(organisation, monday.AddDays(1)));
        await RecordAsync(organisation, (2, Monday.AddDays(32), 1));
        Assert.Equal([(1, 6), (2, 1)], await RefusalsAsync(organisation, monday));
    }

    private Task RecordAsync(int organisation, params (long Key, DateTimeOffset At, long Refused)[] uses) => Store.Keys.RecordUseAsync(
        organisation, [.. uses.Select(use => new KeyUse { KeyId = use.Key, At = use.At, Refused = use.Refused })], None);

    private async Task<IEnumerable<(long, long)>> RefusalsAsync(int organisation, DateOnly since) =>
        (await Store.Keys.ListRefusalsAsync(organisation, since, 10, None)).Select(refusals => (refusals.KeyId, refusals.Refused));

    private static KeyHash NewHash() => KeyHash.Of(ApiKeyText.Generate(ApiKeyKind.Prod));

    private static ApiKey Key(int organisation) => new()
    {
        Id = 0, OrganisationId = organisation, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.Public, Description = "key", CreatedAt = Monday,
    };
}
