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
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Postgres.Imports;
using Contacts.Storage.Postgres.Mail;
using Contacts.Storage.Postgres.Maintenance;
using Contacts.Storage.Postgres.Tickets;
using Contacts.Storage.Sessions;
using Contacts.Storage.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreTrouble>();
        return services
            .AddSingleton(provider => new PostgresDatabase(connectionString, provider.GetRequiredService<StoreTrouble>()))
            .AddSingleton<IStoreDatabase>(provider => provider.GetRequiredService<PostgresDatabase>())
            .AddSingleton<IImportedContacts, PostgresImportedContacts>()
            .AddSingleton<IContactStore, PostgresContactStore>()
            .AddSingleton<IContactExportStore, PostgresContactExport>()
            .AddSingleton<IContactHistoryStore, ContactHistoryStore>()
            .AddSingleton<IAuditStore, AuditStore>()
            .AddSingleton<IConsentStore, ConsentStore>()
            .AddSingleton<ISuppressionStore, SuppressionStore>()
            .AddSingleton<IGroupStore, GroupStore>()
            .AddSingleton<IOrganisationStore, OrganisationStore>()
            .AddSingleton<IApiKeyStore, ApiKeyStore>()
            .AddSingleton<IRekeyingStore, RekeyingStore>()
            .AddSingleton<ITicketStore, PostgresTicketStore>()
            .AddSingleton<IMailOutbox, PostgresMailOutbox>()
            .AddSingleton<IRateLimitStore, RateLimitStore>()
            .AddSingleton<IIdempotencyStore, IdempotencyStore>()
            .AddSingleton<IImportStore, ImportStore>()
            .AddSingleton<IImportUndoStore, ImportUndoStore>()
            .AddSingleton<IImportTrialStore, ImportTrialStore>()
            .AddSingleton<IUserAccountStore, UserAccountStore>()
            .AddSingleton<IPasskeyStore, PasskeyStore>()
            .AddSingleton<ISessionStore, SessionStore>()
            .AddSingleton<ITeamStore, TeamStore>()
            .AddSingleton<IAttemptStore, AttemptStore>()
            .AddSingleton<IProtectionKeyStore, ProtectionKeyStore>()
            .AddSingleton<ISignUpStore, SignUpStore>()
            .AddSingleton<IRetentionStore, RetentionStore>()
            .AddSingleton<IPersonalDataStore, PersonalDataStore>()
            .AddSingleton<ErasureVacuum>()
            .AddSingleton<IErasureCleaning>(provider => provider.GetRequiredService<ErasureVacuum>())
            .AddSingleton<IErasureStore, ErasureStore>()
            .AddSingleton<IStoreMigrator, PostgresMigrator>()
            .AddHostedService<TallyFolding>()
            .AddHostedService(provider => provider.GetRequiredService<ErasureVacuum>());
    }
}
