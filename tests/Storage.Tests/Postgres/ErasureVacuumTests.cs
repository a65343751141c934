using Contacts.Core.PersonalData;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ErasureVacuumTests
{
    /// <summary>Tables of which an erasure removes nothing.</summary>
    private static readonly string[] _untouched =
        ["organisation", "import_job", "console_user", "passkey", "console_session", "mail_outbox", "erasure", "contact_attribute"];

    [PostgresFact]
    public async Task Every_table_from_which_erasures_remove_something_is_vacuumed()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Migrator.MigrateAsync(CancellationToken.None);

        await stores.Vacuum.VacuumAsync(CancellationToken.None);

        var vacuumed = await stores.TextAsync("SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL ORDER BY relname");
        var personal = PersonalColumns.Tables.Where(table => table.Personal.Count > 0).Select(table => table.Table).Except(_untouched);
        Assert.Equal(personal.Order(StringComparer.Ordinal), vacuumed.Split('\n'));
    }

    [PostgresFact]
    public async Task The_connection_has_its_limits_again_afterwards()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Migrator.MigrateAsync(CancellationToken.None);

        await stores.Vacuum.VacuumAsync(CancellationToken.None);

        Assert.Equal("12s", await stores.Database.QueryAsync(async (connection, token) =>
        {
            await using var command = new NpgsqlCommand("SHOW statement_timeout", connection);
            return (string?)await command.ExecuteScalarAsync(token);
        }, CancellationToken.None));
    }
}
