using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Organisations;
using Contacts.Core.Tickets;
using Contacts.Storage.Postgres.ApiKeys;
using Contacts.Storage.Postgres.Contacts;
using Contacts.Storage.Postgres.Groups;
using Contacts.Storage.Postgres.Idempotency;
using Contacts.Storage.Postgres.Imports;
using Contacts.Storage.Postgres.Limits;
using Contacts.Storage.Postgres.Maintenance;
using Contacts.Storage.Postgres.Organisations;
using Contacts.Storage.Postgres.Rekeying;
using Contacts.Storage.Postgres.Tickets;
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
            .AddSingleton<IContactStore, PostgresContactStore>()
            .AddSingleton<IGroupStore, PostgresGroupStore>()
            .AddSingleton<IOrganisationStore, PostgresOrganisationStore>()
            .AddSingleton<IApiKeyStore, PostgresApiKeyStore>()
            .AddSingleton<IRekeyingStore, PostgresRekeyingStore>()
            .AddSingleton<ITicketStore, PostgresTicketStore>()
            .AddSingleton<IMailOutbox, PostgresMailOutbox>()
            .AddSingleton<IRateLimitStore, PostgresRateLimitStore>()
            .AddSingleton<IIdempotencyStore, PostgresIdempotencyStore>()
            .AddSingleton<IImportStore, PostgresImportStore>()
            .AddSingleton<IStoreMigrator, PostgresMigrator>()
            .AddHostedService<TallyFolding>();
    }
}
