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

namespace Contacts.Storage.Tests.Contract;

/// <summary>The stores of one real, migrated database. Tests share it and keep apart by having an organisation each.</summary>
public interface IStoreFixture
{
    IContactStore Contacts { get; }

    IContactHistoryStore Histories { get; }

    IContactExportStore Exports { get; }

    IConsentStore Consents { get; }

    ISuppressionStore Suppressions { get; }

    IAuditStore Audit { get; }

    IGroupStore Groups { get; }

    IOrganisationStore Organisations { get; }

    IApiKeyStore Keys { get; }

    ITicketStore Tickets { get; }

    IMailOutbox Outbox { get; }

    IRateLimitStore Limits { get; }

    IIdempotencyStore Idempotency { get; }

    IImportStore Imports { get; }

    PeopleStores People { get; }

    ISignUpStore SignUps { get; }

    IRetentionStore Retention { get; }

    IErasureStore Erasures { get; }

    IPersonalDataStore PersonalData { get; }

    /// <summary>The columns of all tables of the service, in their order.</summary>
    Task<IReadOnlyList<(string Table, string Column)>> ColumnsAsync();

    /// <summary>Runs a statement past the stores.</summary>
    Task ExecuteAsync(string sql);

    /// <summary>The tables and columns in which a text is, in any case.</summary>
    Task<IReadOnlyList<string>> TablesWithAsync(string text);
}
