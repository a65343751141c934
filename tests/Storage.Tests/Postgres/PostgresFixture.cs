using System.Text;
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
using Contacts.Storage.Postgres;
using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>The stores of a database of its own for each test class.</summary>
public sealed class PostgresFixture : IStoreFixture, IAsyncLifetime
{
    private PostgresStores? _stores;

    public IContactStore Contacts => _stores!.Contacts;

    public IContactHistoryStore Histories => _stores!.Histories;

    public IContactExportStore Exports => _stores!.Exports;

    public IConsentStore Consents => _stores!.Consents;
    public ISuppressionStore Suppressions => _stores!.Suppressions;

    public IAuditStore Audit => _stores!.Audit;

    public IGroupStore Groups => _stores!.Groups;

    public IOrganisationStore Organisations => _stores!.Organisations;

    public IApiKeyStore Keys => _stores!.ApiKeys;

    public ITicketStore Tickets => _stores!.Tickets;

    public IMailOutbox Outbox => _stores!.Outbox;

    public IRateLimitStore Limits => _stores!.Limits;

    public IIdempotencyStore Idempotency => _stores!.Idempotency;

    public IImportStore Imports => _stores!.Imports;

    public PeopleStores People => _stores!.People;

    public ISignUpStore SignUps => _stores!.SignUps;

    public IRetentionStore Retention => _stores!.Retention;

    internal PostgresDatabase Database => _stores!.Database;

    public IErasureStore Erasures => _stores!.Erasures;

    public IPersonalDataStore PersonalData => _stores!.PersonalData;

    public async Task<IReadOnlyList<(string Table, string Column)>> ColumnsAsync()
    {
        var lines = await _stores!.TextAsync("""
            SELECT c.table_name || ' ' || c.column_name FROM information_schema.columns c
            JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
            WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND t.table_name <> 'schema_migration'
            ORDER BY c.table_name, c.ordinal_position
            """);
        return [.. lines.Split('\n').Select(line => line.Split(' ')).Select(pair => (pair[0], pair[1]))];
    }

    public Task<string> DumpAsync() => _stores!.DumpAsync();

    public Task ExecuteAsync(string sql) => _stores!.ExecuteAsync(sql);

    public async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        var hex = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        var lines = await _stores!.TextAsync(string.Join(" UNION ALL ", (await ColumnsAsync()).Select(one => $"""
            SELECT '{one.Table}.{one.Column}' WHERE EXISTS (
                SELECT FROM {one.Table} t
                WHERE strpos(lower(t.{one.Column}::text), lower('{text}')) > 0 OR strpos(t.{one.Column}::text, '{hex}') > 0)
            """)));
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task InitializeAsync()
    {
        if (PostgresSkip.Reason is null) _stores = await PostgresStores.NewAsync();
    }

    public async Task DisposeAsync()
    {
        if (_stores is not null) await _stores.DisposeAsync();
    }
}
