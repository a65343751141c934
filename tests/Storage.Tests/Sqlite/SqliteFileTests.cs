using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.Storage.Sqlite;
using Contacts.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Storage.Tests.Sqlite;

/// <summary>What is special to one file in one process.</summary>
public sealed class SqliteFileTests : StoreContract, IAsyncLifetime
{
    private readonly SqliteFixture _file;

    public SqliteFileTests() : this(new SqliteFixture())
    {
    }

    private SqliteFileTests(SqliteFixture file) : base(file) => _file = file;

    public Task InitializeAsync() => _file.InitializeAsync();

    public Task DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task A_second_opener_is_refused_and_told_who_has_the_file()
    {
        await using var second = _file.Open();

        var error = await Assert.ThrowsAsync<StoreMigrationException>(() => MigrateAsync(second));

        Assert.Contains($"in use by process {Environment.ProcessId} on {Environment.MachineName}", error.Message, StringComparison.Ordinal);
        Assert.True(await Store.Organisations.IsReadyAsync(None));
    }

    [Fact]
    public async Task The_file_is_free_again_once_the_first_is_closed()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));

        await _file.RestartAsync();

        Assert.Equivalent(contact, await FoundAsync(organisation, contact.Id));
        Assert.Equal(["eva@example.com"], await SearchAsync(organisation, "eva@"));
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await MigrateAsync(_file.Services);

        Assert.True(await Store.Organisations.IsReadyAsync(None));
    }

    [Fact]
    public async Task A_store_that_was_not_opened_is_unavailable_and_not_ready()
    {
        await using var closed = _file.Open();

        Assert.False(await closed.GetRequiredService<IOrganisationStore>().IsReadyAsync(None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => closed.GetRequiredService<IContactStore>().FindAsync(1, 1, None));
    }

    [Fact]
    public async Task A_closed_store_is_unavailable()
    {
        var contacts = Store.Contacts;
        await ((ServiceProvider)_file.Services).DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => contacts.FindAsync(1, 1, None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => contacts.WriteAsync([Write(1, "eva@example.com")], None));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 9999", "Start a newer one")]
    [InlineData("PRAGMA user_version = 0", "not this program's")]
    public async Task A_file_of_another_program_or_version_is_refused(string change, string why)
    {
        _file.Run(change);

        var error = await Assert.ThrowsAsync<StoreMigrationException>(_file.RestartAsync);

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_by_its_name()
    {
        await ((ServiceProvider)_file.Services).DisposeAsync();
        await File.WriteAllTextAsync(_file.DatabasePath, new string('x', 10_000));

        var error = await Assert.ThrowsAsync<StoreMigrationException>(_file.RestartAsync);

        Assert.Contains(_file.DatabasePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_by_its_name()
    {
        var path = Path.Combine(_file.DatabasePath, "below-a-file", "contacts.db");
        await using var services = new ServiceCollection().AddSqliteStorage(path).BuildServiceProvider();

        var error = await Assert.ThrowsAsync<StoreMigrationException>(() => MigrateAsync(services));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE contact_event SET kind = 'x'")]
    [InlineData("DELETE FROM contact_event")]
    [InlineData("UPDATE audit_event SET ip = NULL")]
    [InlineData("DELETE FROM audit_event")]
    public async Task Events_can_be_neither_changed_nor_deleted(string change)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "eva@example.com"));
        await Store.Consents.RotateLinkKeyAsync(organisation, Monday, AuditContract.Trail, None);

        var error = Assert.Throws<SqliteException>(() => _file.Run(change));

        Assert.Contains("append-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_row_fails_its_own_batch_and_no_other()
    {
        var organisation = await NewOrganisationAsync();
        var known = await RegisteredAsync(Write(organisation, "known@example.com"));
        var bad = Write(organisation, "bad@example.com") with { ExternalId = known.ExternalId };

        var batches = Enumerable.Range(0, 20).Select(i => Store.Contacts.WriteAsync(
            [Write(organisation, $"c{i}@example.com"), i % 2 == 0 ? Write(organisation, $"d{i}@example.com") : bad], None)).ToArray();

        for (var i = 0; i < batches.Length; i++)
        {
            if (i % 2 == 0) Assert.All(await batches[i], result => Assert.Equal(ContactWriteOutcome.Created, result.Outcome));
            else await Assert.ThrowsAsync<SqliteException>(() => batches[i]);
        }
        Assert.Equal(21, (await ListAsync(organisation, new())).Total);
        Assert.Equal(10, (await SearchAsync(organisation, "d")).Count(email => email[0] == 'd'));
        AssertSearchIndexIsWhole(_file);
    }

    [Fact]
    public async Task The_search_index_agrees_with_the_contacts_after_any_writes()
    {
        await new SqliteModelTests(_file).Any_sequence_of_writes_and_changes_leaves_what_the_model_says(seed: 4);

        AssertSearchIndexIsWhole(_file);
    }

    [Fact]
    public async Task Keys_of_an_older_schema_are_without_a_checksum()
    {
        var file = new SqliteFixture();
        file.Run($"""
            {string.Join('\n', Sql.Migrations("Sqlite/Migrations").Take(7).Select(migration => migration.Text))}
            PRAGMA user_version = 7;
            INSERT INTO api_key (organisation_id, key_hash, kind, scopes, description, created_at)
            VALUES (1, x'0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', 0, 7, 'old', 0);
            """);

        await file.InitializeAsync();

        Assert.Equal(0x0102030405060708UL, Assert.Single(await file.Keys.ListWithoutChecksumAsync(None)));
        await file.DisposeAsync();
    }

    [Fact]
    public async Task The_sample_key_of_an_older_schema_is_of_Development()
    {
        var file = new SqliteFixture();
        var (sample, other) = (KeyHash.Of(ApiKeyText.Sample), KeyHash.Of(ApiKeyText.Generate(ApiKeyKind.Prod)));
        file.Run($"""
            {string.Join('\n', Sql.Migrations("Sqlite/Migrations").Take(7).Select(migration => migration.Text))}
            PRAGMA user_version = 7;
            INSERT INTO api_key (organisation_id, key_hash, kind, scopes, description, created_at)
            VALUES (1, x'{sample}', 0, 7, 'old', 0), (1, x'{other}', 0, 7, 'old', 0);
            """);

        await file.InitializeAsync();

        Assert.True((await file.Keys.FindAsync(sample, None))!.IsDevelopment);
        Assert.False((await file.Keys.FindAsync(other, None))!.IsDevelopment);
        await file.DisposeAsync();
    }

    [Fact]
    public async Task Contacts_of_the_schema_before_are_found_by_their_domain_in_unicode()
    {
        var file = new SqliteFixture();
        var texts = Sql.Migrations("Sqlite/Migrations").Take(7).Select(migration => migration.Text);
        file.Run($"""
            {string.Join('\n', texts)}
            PRAGMA user_version = 7;
            INSERT INTO contact (organisation_id, external_id, email, email_key, phone, first_name, last_name, company, first_name_folded,
                last_name_folded, search_text, email_subscribed, sms_subscribed, created_at, updated_at, version)
            SELECT 1, e, e, e, '+420777123456', 'Máx', '', 'Acmé', 'max', '', 'max' || char(10) || e || char(10) || 'acme' || char(10) || '+420777123456',
                1, 1, 0, 0, 1
            FROM (SELECT 'm@xn--bcher-kva.de' AS e UNION ALL SELECT 'n@example.com');
            INSERT INTO contact_search (rowid, search_text) SELECT contact_id, search_text FROM contact;
            """);

        await file.InitializeAsync();

        foreach (var (term, found) in new[] { ("bücher", "m"), ("m@xn--bcher", "m"), ("example", "n"), ("acme", "nm"), ("777", "nm") })
        {
            var page = await file.Contacts.ListAsync(1, new() { Search = term }, None);
            Assert.Equal(found, string.Concat(page.Items.Select(contact => contact.Email![0])));
        }
        AssertSearchIndexIsWhole(file);
        await file.DisposeAsync();
    }

    [Fact]
    public async Task Mails_of_an_outbox_of_tickets_alone_are_sent_once()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(20);
        var micros = (now - DateTimeOffset.UnixEpoch).Ticks / 10;
        var file = new SqliteFixture();
        // The eighth renews contacts, of which there are none, by a function of the program.
        var texts = Sql.Migrations("Sqlite/Migrations").Where(migration => migration.Number is < 15 and not 8).Select(migration => migration.Text);
        file.Run($"""
            {string.Join('\n', texts)}
            PRAGMA user_version = 14;
            {OldOutbox.Insert($"{micros}", $"{micros + 60_000_000}")}
            """);

        await file.InitializeAsync();

        await OldOutbox.CheckAsync(file.Outbox, file.Tickets, now);
        await file.DisposeAsync();
    }

    [Fact]
    public void Every_table_starts_with_its_organisation()
    {
        var others = _file.Run("""
            SELECT group_concat(t.name) FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.cid = 0
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'contact_search%' AND c.name <> 'organisation_id'
            """);

        Assert.Equal(DBNull.Value, others);
    }

    private static Task MigrateAsync(IServiceProvider services) => services.GetRequiredService<IStoreMigrator>().MigrateAsync(None);

    /// <summary>FTS5 compares its index with the content table and fails where they differ.</summary>
    private static void AssertSearchIndexIsWhole(SqliteFixture file)
    {
        file.Run("INSERT INTO contact_search (contact_search, rank) VALUES ('integrity-check', 1)");
        Assert.Equal("ok", file.Run("PRAGMA integrity_check"));
    }
}
