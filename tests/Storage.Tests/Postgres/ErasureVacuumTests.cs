using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.PersonalData;
using Contacts.Testing;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ErasureVacuumTests
{
    /// <summary>Tables of which an erasure removes nothing.</summary>
    private static readonly string[] _untouched =
        ["organisation", "console_user", "passkey", "console_session", "mail_outbox", "erasure", "contact_attribute"];

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
    public async Task After_an_erasure_the_tables_are_vacuumed()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Migrator.MigrateAsync(CancellationToken.None);
        var now = DateTimeOffset.UtcNow;
        var organisation = (await stores.Organisations.CreateAsync("o", "O", now, CancellationToken.None))!.Id;
        const string eva = "eva@example.com";
        var signUp = new ContactWrite
        {
            Kind = ContactWriteKind.Register, OrganisationId = organisation, Email = eva, EmailKey = eva,
            ExternalId = "eva", Actor = "test", At = now,
        };
        await stores.Contacts.WriteAsync([signUp], CancellationToken.None);
        await stores.Vacuum.StartAsync(CancellationToken.None);
        var request = new EraseRequest { ContactId = "eva", Reason = "asked by letter", Actor = "admin", At = now };

        var result = await stores.Erasures.EraseAsync(organisation, request, new(), CancellationToken.None);

        Assert.Equal(EraseOutcome.Done, result.Outcome);
        await Eventually.IsTrueAsync(async () => "contact" == await stores.TextAsync(
            "SELECT relname FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL AND relname = 'contact'"));
        await stores.Vacuum.StopAsync(CancellationToken.None);
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
