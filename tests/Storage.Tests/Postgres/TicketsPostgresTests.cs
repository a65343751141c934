using Contacts.Storage.Tests.Contract;

namespace Contacts.Storage.Tests.Postgres;

public sealed class PostgresTicketsTests(PostgresFixture store) : TicketsContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresTicketMailsTests(PostgresFixture store) : TicketMailsContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresMailQuotaTests(PostgresFixture store) : MailQuotaContract(store), IClassFixture<PostgresFixture>;

public sealed class PostgresMailOutboxTests(PostgresFixture store) : MailOutboxContract(store), IClassFixture<PostgresFixture>;
