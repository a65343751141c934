using Contacts.Storage.Sessions;
using Contacts.Storage.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Storage.Tests.Sqlite;

public sealed class SqliteContactWriteTests(SqliteFixture store) : ContactWriteContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactEventTests(SqliteFixture store) : ContactEventContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactHistoryTests(SqliteFixture store) : ContactHistoryContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactListTests(SqliteFixture store) : ContactListContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactFilterTests(SqliteFixture store) : ContactFilterContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactSearchTests(SqliteFixture store) : ContactSearchContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactChangeTests(SqliteFixture store) : ContactChangeContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactDetailTests(SqliteFixture store) : ContactDetailContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteGroupTests(SqliteFixture store) : GroupContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteOrganisationTests(SqliteFixture store) : OrganisationContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteApiKeyTests(SqliteFixture store) : ApiKeyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteConcurrencyTests(SqliteFixture store) : ConcurrencyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteModelTests(SqliteFixture store) : ModelContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteRateLimitTests(SqliteFixture store) : RateLimitContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteIdempotencyTests(SqliteFixture store) : IdempotencyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteStampedWriteTests(SqliteFixture store) : StampedWriteContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteAuditTests(SqliteFixture store) : AuditContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteImportTests(SqliteFixture store) : ImportContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteImportedContactTests(SqliteFixture store) : ImportedContactContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteSchemaTests(SqliteFixture store) : SchemaContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteContactWriteRuleTests(SqliteFixture store) : ContactWriteRuleContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteSuppressionTests(SqliteFixture store) : SuppressionContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteConsentTests(SqliteFixture store) : ConsentContract(store), IClassFixture<SqliteFixture>;

public sealed class SqlitePasskeyTests(SqliteFixture store) : PasskeyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteAccountTests(SqliteFixture store) : AccountContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteSessionTests(SqliteFixture store) : SessionContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteTeamTests(SqliteFixture store) : TeamContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteAttemptTests(SqliteFixture store) : AttemptContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteProtectionKeyTests(SqliteFixture store) : ProtectionKeyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteSignUpTests(SqliteFixture store) : SignUpContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteRetentionTests(SqliteFixture store) : RetentionContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteErasureTests(SqliteFixture store) : ErasureContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteErasureMeanwhileTests(SqliteFixture store) : ErasureMeanwhileContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteErasureImportTests(SqliteFixture store) : ErasureImportContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteAppendOnlyTests(SqliteFixture store) : AppendOnlyContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteStatementBatchTests(SqliteFixture store) : StatementBatchContract(store), IClassFixture<SqliteFixture>
{
    internal override IStoreDatabase Database => store.Services.GetRequiredService<IStoreDatabase>();
}
