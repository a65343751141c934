using Contacts.Storage.Postgres;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class RequirementsTests
{
    private static readonly PostgresRequirements _usable = new()
    {
        Database = "contacts", Version = 150_000, Encoding = "UTF8", Schema = "public", MayCreate = true,
    };

    [Theory]
    [InlineData(130_022, false)]
    [InlineData(140_015, false)]
    [InlineData(150_000, true)]
    [InlineData(180_001, true)]
    public void A_server_is_version_15_or_later(int version, bool isUsable)
    {
        var problem = (_usable with { Version = version }).Problem;

        Assert.Equal(isUsable ? null : $"The server is PostgreSQL {version / 10_000}; it has to be 15 or later.", problem);
    }

    [Fact]
    public void An_extension_that_the_server_has_not_is_named() =>
        Assert.Contains("pg_trgm", (_usable with { MissingExtensions = "pg_trgm" }).Problem, StringComparison.Ordinal);

    [PostgresFact]
    public async Task A_database_that_is_not_UTF8_is_refused()
    {
        var connection = await NewAsync("ENCODING 'LATIN1'");

        Assert.EndsWith("is encoded in LATIN1; it has to be UTF8.", await RefusalAsync(connection), StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("nowhere")]
    [InlineData("nowhere,public")]
    public async Task A_schema_of_the_search_path_that_is_missing_is_named(string path)
    {
        var connection = await NewAsync("");

        Assert.EndsWith(
            "has no schema 'nowhere', which Search Path names.", await RefusalAsync($"{connection};Search Path={path}"),
            StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_schema_that_the_search_path_names_takes_the_tables()
    {
        var connection = await NewAsync("");
        await using var setup = new PostgresStores(connection);
        await setup.ExecuteAsync("CREATE SCHEMA crm; CREATE EXTENSION pg_trgm SCHEMA crm; CREATE EXTENSION btree_gin SCHEMA crm");
        await using var stores = new PostgresStores($"{connection};Search Path=crm");

        await stores.Migrator.MigrateAsync(CancellationToken.None);

        Assert.Equal("crm", await setup.TextAsync("SELECT schemaname FROM pg_tables WHERE tablename = 'contact'"));
    }

    [PostgresFact]
    public async Task A_user_without_the_right_to_create_tables_is_refused()
    {
        var connection = new NpgsqlConnectionStringBuilder(await NewAsync(""));
        await using (var owner = new PostgresStores(connection.ConnectionString))
            await owner.ExecuteAsync($"CREATE ROLE reader_of_{connection.Database} LOGIN");
        connection.Username = $"reader_of_{connection.Database}";

        Assert.Contains(
            "may not create tables in schema 'public'", await RefusalAsync(connection.ConnectionString), StringComparison.Ordinal);
    }

    private static async Task<string> NewAsync(string options) =>
        await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync(options);

    private static async Task<string> RefusalAsync(string connection)
    {
        await using var stores = new PostgresStores(connection);
        var refusal = await Assert.ThrowsAsync<StoreMigrationException>(() => stores.Migrator.MigrateAsync(CancellationToken.None));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }
}
