using Contacts.Core.Analytics;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Organisations;
using Contacts.Core.PersonalData;
using Contacts.Core.Retention;
using Contacts.Core.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contacts.Storage.Stores;

/// <summary>Registers the stores that both databases share.</summary>
internal static class SharedStores
{
    /// <summary>
    /// Adds all stores but those of contacts, tickets and mails, which are each database's own. They need its
    /// <see cref="Sessions.IStoreDatabase"/>, <see cref="IImportedContacts"/> and <see cref="IErasureCleaning"/>.
    /// </summary>
    public static IServiceCollection AddSharedStores(this IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreTrouble>();
        return services
            .AddSingleton<IContactHistoryStore, ContactHistoryStore>()
            .AddSingleton<IAuditStore, AuditStore>()
            .AddSingleton<IConsentStore, ConsentStore>()
            .AddSingleton<ISuppressionStore, SuppressionStore>()
            .AddSingleton<IGroupStore, GroupStore>()
            .AddSingleton<IOrganisationStore, OrganisationStore>()
            .AddSingleton<IApiKeyStore, ApiKeyStore>()
            .AddSingleton<IRekeyingStore, RekeyingStore>()
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
            .AddSingleton<IErasureStore, ErasureStore>();
    }
}
