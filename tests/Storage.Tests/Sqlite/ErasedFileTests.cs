using System.Text;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Storage.Sqlite;
using Contacts.Storage.Stores;
using Contacts.Storage.Tests.Contract;
using Contacts.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.Storage.Tests.Sqlite;

/// <summary>What an erasure leaves in the bytes of the file and of its log.</summary>
public sealed class ErasedFileTests : StoreContract, IAsyncLifetime
{
    private readonly SqliteFixture _file;

    public ErasedFileTests() : this(new SqliteFixture())
    {
    }

    private ErasedFileTests(SqliteFixture file) : base(file) => _file = file;

    public Task InitializeAsync() => _file.InitializeAsync();

    public Task DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Nothing_of_the_person_is_in_the_files()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await WriteOthersAsync(organisation, 0);
        await eva.SignUpAsync();
        for (var i = 0; i < 40; i++)
            await RegisteredAsync(Write(organisation, eva.Address) with { FirstName = $"{eva.Tag} {new string('x', i * 20)}" });
        await WriteOthersAsync(organisation, 1);
        for (var i = 0; i < 20; i++) await eva.WriteTicketsAsync();
        await eva.WriteMailsAsync();
        await eva.ImportAsync();
        await WriteOthersAsync(organisation, 2);
        foreach (var needle in eva.Needles) Assert.NotEmpty(FilesWith(needle));

        await EraseAsync(eva);

        foreach (var needle in eva.Needles) Assert.Empty(FilesWith(needle));
        Assert.Equal(1L, _file.Run("SELECT erasure_no FROM erasure_cleaning"));
        Assert.Equal(3 * 200, (await ListAsync(organisation, new())).Total);
        Assert.Equal(["other.2.199@example.org"], await SearchAsync(organisation, "other.2.199"));
    }

    [Fact]
    public async Task A_long_read_keeps_the_log_and_no_erasure_waiting()
    {
        var eva = new KnownPerson(Store, await NewOrganisationAsync());
        await eva.SignUpAsync();
        using (var connection = new SqliteConnection($"Data Source={_file.DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var read = connection.BeginTransaction(deferred: true);
            using var command = new SqliteCommand("SELECT count(*) FROM contact", connection, read);
            Assert.Equal(2L, command.ExecuteScalar());

            await EraseAsync(eva);

            Assert.NotEmpty(FilesWith(eva.Tag));
        }
        Assert.True(await _file.Services.GetRequiredService<SqliteDatabase>().TryEmptyLogAsync());
        Assert.Empty(FilesWith(eva.Tag));
    }

    [Fact]
    public async Task What_a_process_left_in_the_files_at_its_end_is_removed_at_the_next_start()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        for (var i = 0; i < 40; i++)
            await RegisteredAsync(Write(organisation, eva.Address) with { FirstName = $"{eva.Tag} {new string('x', i * 20)}" });
        await EraseAsync(eva, ActivatorUtilities.CreateInstance<ErasureStore>(_file.Services, new EndsBefore()));
        var left = new SqliteFixture();
        foreach (var file in new[] { "", "-wal" }) // As a killed process leaves them.
            File.Copy($"{_file.DatabasePath}{file}", $"{left.DatabasePath}{file}");
        await left.InitializeAsync();
        Assert.NotEmpty(FilesWith(eva.Tag, left));

        var started = left.Services.GetServices<IHostedService>().ToArray();
        foreach (var service in started) await service.StartAsync(None);

        await Eventually.IsTrueAsync(() => FilesWith(eva.Tag, left).Length == 0);
        await Eventually.IsTrueAsync(() => Equals(left.Run("SELECT erasure_no FROM erasure_cleaning"), 1L));
        foreach (var service in started) await service.StopAsync(None);
        await left.DisposeAsync();
    }

    private Task EraseAsync(KnownPerson person) => EraseAsync(person, Store.Erasures);

    private static async Task EraseAsync(KnownPerson person, IErasureStore erasures)
    {
        var request = new EraseRequest { ContactId = person.Survivor.ExternalId, Reason = "asked by letter", Actor = "admin", At = Wednesday };
        var identity = new IdentitySettings { DefaultRegion = "CZ" };
        var result = await erasures.EraseAsync(person.Survivor.OrganisationId, request, identity, None);
        Assert.Equal(EraseOutcome.Done, result.Outcome);
    }

    private async Task WriteOthersAsync(int organisation, int round)
    {
        for (var i = 0; i < 200; i += 50)
            await Store.Contacts.WriteAsync(
                [.. Enumerable.Range(i, 50).Select(one => Write(organisation, $"other.{round}.{one}@example.org"))], None);
    }

    private string[] FilesWith(string text) => FilesWith(text, _file);

    private static string[] FilesWith(string text, SqliteFixture file)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        string[] files = [file.DatabasePath, $"{file.DatabasePath}-wal"];
        return [.. files.Where(path => Read(path).AsSpan().IndexOf(bytes) >= 0)];
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The process is gone when it should clean.</summary>
    private sealed class EndsBefore : IErasureCleaning
    {
        public Task CleanAsync() => Task.CompletedTask;
    }
}
