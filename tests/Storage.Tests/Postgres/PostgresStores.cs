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
using Contacts.Storage.Postgres.Maintenance;
using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>The stores of one process over a database; several of them are several processes.</summary>
internal sealed class PostgresStores(string connectionString) : IAsyncDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddPostgresStorage(connectionString).BuildServiceProvider();

    /// <summary>Everything in the database as text.</summary>
    public Task<string> DumpAsync() => PostgresProgram.RunAsync("pg_dump", PostgresProgram.Uri(connectionString));

    public IContactStore Contacts => _services.GetRequiredService<IContactStore>();

    public IContactHistoryStore Histories => _services.GetRequiredService<IContactHistoryStore>();

    public IContactExportStore Exports => _services.GetRequiredService<IContactExportStore>();

    public IConsentStore Consents => _services.GetRequiredService<IConsentStore>();
    public ISuppressionStore Suppressions => _services.GetRequiredService<ISuppressionStore>();

    public IAuditStore Audit => _services.GetRequiredService<IAuditStore>();

    public IGroupStore Groups => _services.GetRequiredService<IGroupStore>();

    public IOrganisationStore Organisations => _services.GetRequiredService<IOrganisationStore>();

    public IApiKeyStore ApiKeys => _services.GetRequiredService<IApiKeyStore>();

    public ITicketStore Tickets => _services.GetRequiredService<ITicketStore>();

    public IMailOutbox Outbox => _services.GetRequiredService<IMailOutbox>();

    public IRateLimitStore Limits => _services.GetRequiredService<IRateLimitStore>();

    public IIdempotencyStore Idempotency => _services.GetRequiredService<IIdempotencyStore>();

    public IImportStore Imports => _services.GetRequiredService<IImportStore>();

    public PeopleStores People => ActivatorUtilities.CreateInstance<PeopleStores>(_services);

    public ISignUpStore SignUps => _services.GetRequiredService<ISignUpStore>();

    public IRetentionStore Retention => _services.GetRequiredService<IRetentionStore>();

    public IErasureStore Erasures => _services.GetRequiredService<IErasureStore>();

    public IPersonalDataStore PersonalData => _services.GetRequiredService<IPersonalDataStore>();

    public IStoreMigrator Migrator => _services.GetRequiredService<IStoreMigrator>();

    public TallyFolding Folding => _services.GetServices<IHostedService>().OfType<TallyFolding>().Single();

    public ErasureVacuum Vacuum => _services.GetRequiredService<ErasureVacuum>();

    public PostgresDatabase Database => _services.GetRequiredService<PostgresDatabase>();

    /// <summary>Stores over a new, migrated database of the shared server.</summary>
    public static async Task<PostgresStores> NewAsync() =>
        new(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());

    /// <summary>Brings an empty database to the schema of an earlier version.</summary>
    public async Task MigrateToAsync(int number)
    {
        await ExecuteAsync(Sql.Load("Postgres/prepare_migrations.sql"));
        foreach (var migration in Sql.Migrations("Postgres/Migrations").Take(number))
            await ExecuteAsync($"BEGIN; {migration.Text}; INSERT INTO schema_migration VALUES ({migration.Number}, '{migration.Name}'); COMMIT");
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the rows as text, one per line.</summary>
    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetValue(0).ToString()!);
        return string.Join('\n', lines);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>A job of organisation 1 that this process works on; the only one of the database.</summary>
    public async Task<ImportJob> ClaimedImportAsync()
    {
        var job = new ImportJob
        {
            OrganisationId = 1, ImportId = 7, State = ImportState.Uploading, Format = ImportFormat.Csv, Actor = "test", CreatedAt = Make.Noon,
        };
        await Imports.BeginAsync(job, 1, CancellationToken.None);
        await Imports.SubmitAsync(1, job.ImportId, Make.Noon, null, CancellationToken.None);
        return (await Imports.ClaimAsync(Make.Noon, Make.Noon.AddSeconds(15), CancellationToken.None))!;
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
