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
using Contacts.Storage.Sqlite;
using Contacts.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Storage.Tests.Sqlite;

/// <summary>A store on a real file in a folder of its own, which goes with it.</summary>
public sealed class SqliteFixture : IStoreFixture, IAsyncLifetime
{
    private ServiceProvider? _services;

    public string Folder { get; } = Directory.CreateTempSubdirectory("contacts-").FullName;

    public string DatabasePath => Path.Combine(Folder, "contacts.db");

    public IServiceProvider Services => _services!;

    public IContactStore Contacts => Services.GetRequiredService<IContactStore>();

    public IContactHistoryStore Histories => Services.GetRequiredService<IContactHistoryStore>();

    public IContactExportStore Exports => Services.GetRequiredService<IContactExportStore>();

    public IConsentStore Consents => Services.GetRequiredService<IConsentStore>();
    public ISuppressionStore Suppressions => Services.GetRequiredService<ISuppressionStore>();

    public IAuditStore Audit => Services.GetRequiredService<IAuditStore>();

    public IGroupStore Groups => Services.GetRequiredService<IGroupStore>();

    public IOrganisationStore Organisations => Services.GetRequiredService<IOrganisationStore>();

    public IApiKeyStore Keys => Services.GetRequiredService<IApiKeyStore>();

    public ITicketStore Tickets => Services.GetRequiredService<ITicketStore>();

    public IMailOutbox Outbox => Services.GetRequiredService<IMailOutbox>();

    public IRateLimitStore Limits => Services.GetRequiredService<IRateLimitStore>();

    public IIdempotencyStore Idempotency => Services.GetRequiredService<IIdempotencyStore>();

    public IImportStore Imports => Services.GetRequiredService<IImportStore>();

    public PeopleStores People => ActivatorUtilities.CreateInstance<PeopleStores>(Services);

    public ISignUpStore SignUps => Services.GetRequiredService<ISignUpStore>();

    public IRetentionStore Retention => Services.GetRequiredService<IRetentionStore>();

    public IErasureStore Erasures => Services.GetRequiredService<IErasureStore>();

    public IPersonalDataStore PersonalData => Services.GetRequiredService<IPersonalDataStore>();

    public Task<IReadOnlyList<(string Table, string Column)>> ColumnsAsync()
    {
        var lines = (string)Run("""
            SELECT group_concat(t.name || ' ' || c.name, char(10)) FROM pragma_table_list t JOIN pragma_table_info(t.name) c
            WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite%'
            """)!;
        return Task.FromResult<IReadOnlyList<(string, string)>>(
            [.. lines.Split('\n').Select(line => line.Split(' ')).Select(pair => (pair[0], pair[1]))]);
    }

    public Task ExecuteAsync(string sql) => Task.FromResult(Run(sql));

    public async Task<IReadOnlyList<string>> TablesWithAsync(string text)
    {
        var questions = (await ColumnsAsync()).Select(one => $"""
            SELECT '{one.Table}.{one.Column}' AS place
            WHERE EXISTS (SELECT 1 FROM {one.Table} WHERE instr(lower(CAST({one.Column} AS TEXT)), lower('{text}')) > 0)
            """);
        var found = Run($"SELECT group_concat(place, ' ') FROM ({string.Join(" UNION ALL ", questions)})");
        return found is string places ? places.Split(' ') : [];
    }

    public Task InitializeAsync()
    {
        _services = Open();
        return Services.GetRequiredService<IStoreMigrator>().MigrateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Another set of stores on the same file, not yet migrated.</summary>
    public ServiceProvider Open() => new ServiceCollection().AddSqliteStorage(DatabasePath).BuildServiceProvider();

    /// <summary>Closes the stores and opens them again, as a restart does.</summary>
    public async Task RestartAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        await InitializeAsync();
    }

    /// <summary>Runs a statement past the stores and returns its first value.</summary>
    public object? Run(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabasePath, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
