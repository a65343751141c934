using Contacts.Core.Analytics;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Exports;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Mail;
using Contacts.Core.Organisations;
using Contacts.Core.PersonalData;
using Contacts.Core.Retention;
using Contacts.Core.Tickets;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Sqlite.Imports;
using Contacts.Storage.Sqlite.Mail;
using Contacts.Storage.Sqlite.Maintenance;
using Contacts.Storage.Sqlite.Tickets;
using Contacts.Storage.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contacts.Storage.Sqlite;

/// <summary>The embedded store: nothing to install, one file, one process.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>
    /// Adds the stores in the file <paramref name="databasePath"/> and the <see cref="IStoreMigrator"/> that opens it, creating the file
    /// and its folder where they are missing. Until it was run the stores throw StoreUnavailableException.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string databasePath)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreTrouble>();
        services.AddSingleton(provider => new SqliteDatabase(databasePath, provider.GetRequiredService<StoreTrouble>()));
        services.AddSingleton<IStoreMigrator>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<IStoreDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<IImportedContacts, SqliteImportedContacts>();
        services.AddSingleton<IContactStore, SqliteContactStore>();
        services.AddSingleton<IContactExportStore, SqliteContactExport>();
        services.AddSingleton<IContactHistoryStore, ContactHistoryStore>();
        services.AddSingleton<IAuditStore, AuditStore>();
        services.AddSingleton<IConsentStore, ConsentStore>();
        services.AddSingleton<ISuppressionStore, SuppressionStore>();
        services.AddSingleton<IGroupStore, GroupStore>();
        services.AddSingleton<IOrganisationStore, OrganisationStore>();
        services.AddSingleton<IApiKeyStore, ApiKeyStore>();
        services.AddSingleton<IRekeyingStore, RekeyingStore>();
        services.AddSingleton<ITicketStore, SqliteTicketStore>();
        services.AddSingleton<IMailOutbox, SqliteMailOutbox>();
        services.AddSingleton<IRateLimitStore, RateLimitStore>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<IImportStore, ImportStore>();
        services.AddSingleton<IImportUndoStore, ImportUndoStore>();
        services.AddSingleton<IImportTrialStore, ImportTrialStore>();
        services.AddSingleton<IUserAccountStore, UserAccountStore>();
        services.AddSingleton<IPasskeyStore, PasskeyStore>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ITeamStore, TeamStore>();
        services.AddSingleton<IAttemptStore, AttemptStore>();
        services.AddSingleton<IProtectionKeyStore, ProtectionKeyStore>();
        services.AddSingleton<ISignUpStore, SignUpStore>();
        services.AddSingleton<IRetentionStore, RetentionStore>();
        services.AddSingleton<IPersonalDataStore, PersonalDataStore>();
        services.AddSingleton<SqliteErasureCleaning>();
        services.AddSingleton<IErasureCleaning>(provider => provider.GetRequiredService<SqliteErasureCleaning>());
        services.AddHostedService(provider => provider.GetRequiredService<SqliteErasureCleaning>());
        services.AddSingleton<IErasureStore, ErasureStore>();
        return services;
    }
}
