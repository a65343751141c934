using Contacts.Core.Contacts;
using Contacts.Core.Exports;
using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Postgres.Imports;
using Contacts.Storage.Postgres.Mail;
using Contacts.Storage.Postgres.Maintenance;
using Contacts.Storage.Postgres.Tickets;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Storage.Postgres;

/// <summary>Registers the stores that keep everything in one PostgreSQL database (15 or later).</summary>
public static class PostgresStorage
{
    /// <summary>
    /// Registers all stores, their <see cref="IStoreMigrator"/> and background maintenance. Connects to nothing yet; throws
    /// ArgumentException where the connection string is malformed.
    /// </summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        PostgresDatabase.Check(connectionString);
        return services.AddSharedStores()
            .AddSingleton(provider => new PostgresDatabase(connectionString, provider.GetRequiredService<StoreTrouble>()))
            .AddSingleton<IStoreDatabase>(provider => provider.GetRequiredService<PostgresDatabase>())
            .AddSingleton<IImportedContacts, PostgresImportedContacts>()
            .AddSingleton<IContactStore, PostgresContactStore>()
            .AddSingleton<IContactExportStore, PostgresContactExport>()
            .AddSingleton<ITicketStore, PostgresTicketStore>()
            .AddSingleton<IMailOutbox, PostgresMailOutbox>()
            .AddSingleton<ErasureVacuum>()
            .AddSingleton<IErasureCleaning>(provider => provider.GetRequiredService<ErasureVacuum>())
            .AddSingleton<IStoreMigrator, PostgresMigrator>()
            .AddHostedService<TallyFolding>()
            .AddHostedService(provider => provider.GetRequiredService<ErasureVacuum>());
    }
}
