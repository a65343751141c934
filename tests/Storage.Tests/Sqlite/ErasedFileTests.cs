using System.Text;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Storage.Sqlite;
using Contacts.Storage.Tests.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

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

    private async Task EraseAsync(KnownPerson person)
    {
        var request = new EraseRequest { ContactId = person.Survivor.ExternalId, Reason = "asked by letter", Actor = "admin", At = Wednesday };
        var identity = new IdentitySettings { DefaultRegion = "CZ" };
        var result = await Store.Erasures.EraseAsync(person.Survivor.OrganisationId, request, identity, None);
        Assert.Equal(EraseOutcome.Done, result.Outcome);
    }

    private async Task WriteOthersAsync(int organisation, int round)
    {
        for (var i = 0; i < 200; i += 50)
            await Store.Contacts.WriteAsync(
                [.. Enumerable.Range(i, 50).Select(one => Write(organisation, $"other.{round}.{one}@example.org"))], None);
    }

    private string[] FilesWith(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        string[] files = [_file.DatabasePath, $"{_file.DatabasePath}-wal"];
        return [.. files.Where(path => Read(path).AsSpan().IndexOf(bytes) >= 0)];
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
