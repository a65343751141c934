using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ConsentMigrationTests
{
    private const int Before = 18;

    [PostgresFact]
    public async Task Consents_follow_from_contacts_and_their_histories()
    {
        await using var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.MigrateToAsync(Before);
        await stores.ExecuteAsync(OldContacts.Insert(day => $"to_timestamp({day * 86_400})", "true", "false", ("", "")));

        await stores.Migrator.MigrateAsync(CancellationToken.None);

        await OldContacts.CheckAsync(stores.Consents);
    }
}
