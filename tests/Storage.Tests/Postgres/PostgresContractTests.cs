using Contacts.Storage.Sessions;
using Contacts.Storage.Tests.Contract;

namespace Contacts.Storage.Tests.Postgres;

public sealed class PostgresContactWriteTests(PostgresFixture store) : ContactWriteContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactEventTests(PostgresFixture store) : ContactEventContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactHistoryTests(PostgresFixture store) : ContactHistoryContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactListTests(PostgresFixture store) : ContactListContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactFilterTests(PostgresFixture store) : ContactFilterContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactSearchTests(PostgresFixture store) : ContactSearchContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactChangeTests(PostgresFixture store) : ContactChangeContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactDetailTests(PostgresFixture store) : ContactDetailContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresGroupTests(PostgresFixture store) : GroupContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresOrganisationTests(PostgresFixture store) : OrganisationContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresApiKeyTests(PostgresFixture store) : ApiKeyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresConcurrencyTests(PostgresFixture store) : ConcurrencyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresModelTests(PostgresFixture store) : ModelContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresRateLimitTests(PostgresFixture store) : RateLimitContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresIdempotencyTests(PostgresFixture store) : IdempotencyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresStampedWriteTests(PostgresFixture store) : StampedWriteContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresAuditTests(PostgresFixture store) : AuditContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresImportTests(PostgresFixture store) : ImportContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresImportedContactTests(PostgresFixture store) : ImportedContactContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresSchemaTests(PostgresFixture store) : SchemaContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresContactWriteRuleTests(PostgresFixture store) : ContactWriteRuleContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresSuppressionTests(PostgresFixture store) : SuppressionContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresConsentTests(PostgresFixture store) : ConsentContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresPasskeyTests(PostgresFixture store) : PasskeyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresAccountTests(PostgresFixture store) : AccountContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresSessionTests(PostgresFixture store) : SessionContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresTeamTests(PostgresFixture store) : TeamContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresAttemptTests(PostgresFixture store) : AttemptContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresProtectionKeyTests(PostgresFixture store) : ProtectionKeyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresSignUpTests(PostgresFixture store) : SignUpContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresRetentionTests(PostgresFixture store) : RetentionContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresErasureTests(PostgresFixture store) : ErasureContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresErasureMeanwhileTests(PostgresFixture store) : ErasureMeanwhileContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresErasureImportTests(PostgresFixture store) : ErasureImportContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresAppendOnlyTests(PostgresFixture store) : AppendOnlyContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresStatementBatchTests(PostgresFixture store) : StatementBatchContract(store), IClassFixture<PostgresFixture>
{
    internal override IStoreDatabase Database => store.Database;
}
