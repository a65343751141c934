using Contacts.Core.Contacts;
using Contacts.Core.Exports;
using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Storage.Sessions;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Sqlite.Imports;
using Contacts.Storage.Sqlite.Mail;
using Contacts.Storage.Sqlite.Maintenance;
using Contacts.Storage.Sqlite.Tickets;
using Contacts.Storage.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Storage.Sqlite;

/// <summary>The embedded store: nothing to install, one file, one process.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>
    /// Adds the stores in the file <paramref name="databasePath"/> and the <see cref="IStoreMigrator"/> that opens it, creating the file
    /// and its folder where they are missing. Until it was run the stores throw StoreUnavailableException.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string databasePath) =>
        services.AddSharedStores()
            .AddSingleton(provider => new SqliteDatabase(databasePath, provider.GetRequiredService<StoreTrouble>()))
            .AddSingleton<IStoreMigrator>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IStoreDatabase>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IImportedContacts, SqliteImportedContacts>()
            .AddSingleton<IContactStore, SqliteContactStore>()
            .AddSingleton<IContactExportStore, SqliteContactExport>()
            .AddSingleton<ITicketStore, SqliteTicketStore>()
            .AddSingleton<IMailOutbox, SqliteMailOutbox>()
            .AddSingleton<SqliteErasureCleaning>()
            .AddSingleton<IErasureCleaning>(provider => provider.GetRequiredService<SqliteErasureCleaning>())
            .AddHostedService(provider => provider.GetRequiredService<SqliteErasureCleaning>());
}
