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
