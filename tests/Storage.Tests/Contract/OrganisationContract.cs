using Contacts.Core.Keys;

namespace Contacts.Storage.Tests.Contract;

public abstract class OrganisationContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task A_new_organisation_is_found_by_slug_and_id_with_default_settings()
    {
        var slug = NewSlug();

        var created = await Store.Organisations.CreateAsync(slug, "Žluť a spol.", Monday, None);

        Assert.Equal((slug, "Žluť a spol."), (created!.Slug, created.Name));
        Assert.Equal(created, await Store.Organisations.FindAsync(slug, None));
        var stored = await Store.Organisations.FindAsync(created.Id, None);
        Assert.Equal(created, stored!.Organisation);
        AssertJson("{}", stored.Settings);
    }

    [Fact]
    public async Task A_suspended_organisation_is_so_for_its_keys_until_that_ends()
    {
        var organisation = (await Store.Organisations.CreateAsync(NewSlug(), "Test", Monday, None))!;
        var hash = KeyHash.Of(ApiKeyText.Generate(ApiKeyKind.Prod));
        await Store.Keys.AddAsync(
            new() { Id = 0, OrganisationId = organisation.Id, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.Public, CreatedAt = Monday }, hash, None);

        await Store.Organisations.SuspendAsync(organisation.Id, Tuesday, AuditContract.Trail, None);
        await Store.Organisations.SuspendAsync(organisation.Id, Wednesday, AuditContract.Trail, None);

        Assert.True((await Store.Keys.FindAsync(hash, None))!.IsSuspended);
        Assert.Equal(Tuesday, (await Store.Organisations.FindAsync(organisation.Slug, None))!.SuspendedAt);
        Assert.Single((await Store.Audit.ListAsync(organisation.Id, new(), None)).Entries);
        await Store.Organisations.SuspendAsync(organisation.Id, null, null, None);
        Assert.False((await Store.Keys.FindAsync(hash, None))!.IsSuspended);
    }

    [Fact]
    public async Task All_organisations_are_listed_in_pages_by_slug()
    {
        var slug = NewSlug();
        foreach (var end in (string[])["b", "a"]) await Store.Organisations.CreateAsync(slug + end, end, Monday, None);

        var all = new List<string>();
        for (var page = 1; page == 1 || all.Count == (page - 1) * 2; page++)
            all.AddRange((await Store.Organisations.ListAsync(page, 2, None)).Items.Select(one => one.Slug));

        Assert.Equal(all.Count, (await Store.Organisations.ListAsync(1, 1, None)).Total);
        Assert.Equal([slug + "a", slug + "b"], all.Where(one => one.StartsWith(slug, StringComparison.Ordinal)));
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public async Task A_taken_slug_creates_nothing()
    {
        var slug = NewSlug();
        var created = await Store.Organisations.CreateAsync(slug, "First", Monday, None);

        Assert.Null(await Store.Organisations.CreateAsync(slug, "Second", Monday, None));

        Assert.Equal(created, await Store.Organisations.FindAsync(slug, None));
    }

    [Fact]
    public async Task A_race_for_a_slug_has_one_winner()
    {
        var slug = NewSlug();

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            Store.Organisations.CreateAsync(slug, $"No. {i}", Monday, None))));

        Assert.Single(all, organisation => organisation is not null);
    }

    [Fact]
    public async Task Unknown_organisations_are_null()
    {
        Assert.Null(await Store.Organisations.FindAsync(NewSlug(), None));
        Assert.Null(await Store.Organisations.FindAsync(int.MaxValue, None));
    }

    [Fact]
    public async Task Settings_are_saved_over_the_version_that_was_read_only()
    {
        var id = await NewOrganisationAsync();
        var read = (await Store.Organisations.FindAsync(id, None))!;

        Assert.True(await Store.Organisations.SaveAsync(id, "Renamed", """{"a":1}""", read.Version, None));
        Assert.False(await Store.Organisations.SaveAsync(id, "Late", """{"a":2}""", read.Version, None));

        var saved = (await Store.Organisations.FindAsync(id, None))!;
        Assert.Equal(("Renamed", read.Version + 1), (saved.Organisation.Name, saved.Version));
        AssertJson("""{"a":1}""", saved.Settings);
        Assert.True(await Store.Organisations.SaveAsync(id, "Again", """{"a":3}""", saved.Version, None));
        Assert.False(await Store.Organisations.SaveAsync(int.MaxValue, "Nobody", "{}", 1, None));
    }

    [Fact]
    public async Task A_migrated_store_is_ready() => Assert.True(await Store.Organisations.IsReadyAsync(None));

    private static string NewSlug() => "slug-" + Guid.NewGuid().ToString("N");
}
