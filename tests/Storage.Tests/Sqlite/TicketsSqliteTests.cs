using Contacts.Storage.Tests.Contract;

namespace Contacts.Storage.Tests.Sqlite;

public sealed class SqliteTicketsTests(SqliteFixture store) : TicketsContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteTicketMailsTests(SqliteFixture store) : TicketMailsContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteMailQuotaTests(SqliteFixture store) : MailQuotaContract(store), IClassFixture<SqliteFixture>;

public sealed class SqliteMailOutboxTests(SqliteFixture store) : MailOutboxContract(store), IClassFixture<SqliteFixture>;
