using System.Text.Json;
using Contacts.Core.Exports;
using Contacts.Core.Groups;
using Contacts.Core.Imports;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Exports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;
using Orleans;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Whatever contacts are exported, an import of the file makes the same ones elsewhere, and changes nothing where they are.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] _texts =
    [
        "Ann", "", "Žofie \"Ž\"", "=1+1", "'=1+1", "''", "'", "-5", "@x", "+420", "a,b;c|d", "[\"A\"]", "例え🎈", "null", "true", "0", "{}",
    ];

    private static readonly string[] _groups = ["A", "=B", "C, D", "E|F", "[G]", "Ž"];

    private static readonly string[] _fields =
        ["email", "phone", "firstName", "lastName", "company", "groups", "emailSubscribed", "smsSubscribed", "source", "externalId", "attributes"];

    [Theory]
    [InlineData(1, ExportFormat.Csv)]
    [InlineData(2, ExportFormat.Csv)]
    [InlineData(3, ExportFormat.Ndjson)]
    public async Task An_import_takes_back_any_export_from_SQLite(int seed, ExportFormat format)
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        await CompareAsync(service, new Random(seed), format);
    }

    [PostgresTheory]
    [InlineData(4, ExportFormat.Csv)]
    [InlineData(5, ExportFormat.Csv)]
    [InlineData(6, ExportFormat.Ndjson)]
    public async Task An_import_takes_back_any_export_from_PostgreSQL(int seed, ExportFormat format)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        await CompareAsync(service, new Random(seed), format);
    }

    [Fact]
    public async Task A_yes_of_another_contact_is_not_exported_from_SQLite()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        await CompareSharedNumberAsync(service);
    }

    [PostgresFact]
    public async Task A_yes_of_another_contact_is_not_exported_from_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        await CompareSharedNumberAsync(service);
    }

    private static async Task CompareSharedNumberAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        const string Header = "email,phone,smsSubscribed\n";
        string[] files =
        [
            "one@x.cz,+420777000001,yes\ntwo@x.cz,+420777000001,\nback@x.cz,+420777000002,yes\nno@x.cz,+420777000004,no\nalso@x.cz,+420777000004,\n",
            "back@x.cz,+420777000003,\n", "back@x.cz,+420777000002,\n",
        ];
        foreach (var file in files) Assert.Equal(0, (await service.ImportAsync(organisation, Header + file)).Failed);
        var exported = await ExportAsync(service, organisation, ExportFormat.Csv);
        var before = await service.LiveAsync(organisation);

        var again = await service.ImportAsync(organisation, exported);

        Assert.Equal((5, 0), (again.Unchanged, again.Warnings));
        Assert.Equal("one@x.cz", Assert.Single(await service.LiveAsync(organisation), contact => contact.SmsSubscribed).Email);
        Assert.Equal(before.Select(contact => contact.Version), (await service.LiveAsync(organisation)).Select(contact => contact.Version));
        Assert.Equal(
            ["also@x.cz false", "back@x.cz ", "no@x.cz false", "one@x.cz true", "two@x.cz "],
            exported.Trim().Split("\r\n").Skip(1).Select(line => line.Split(',')).Select(cells => $"{cells[0]} {cells[7]}").Order());
    }

    private static async Task CompareAsync(ContactService service, Random random, ExportFormat format)
    {
        var (here, elsewhere) = (await NewOrganisationAsync(service), await NewOrganisationAsync(service));
        var people = string.Join('\n', Enumerable.Range(0, 90).Select(i => JsonSerializer.Serialize(Any(random, i))));
        var made = await service.ImportAsync(here, people, new() { Format = ImportFormat.JsonLines, Actor = "test" });
        Assert.Equal((90, 0), (made.Created, made.Failed));
        var file = await ExportAsync(service, here, format, withMark: random.Next(2) == 0);
        var request = new ImportRequest { Format = format == ExportFormat.Csv ? ImportFormat.Csv : ImportFormat.JsonLines, Actor = "test" };

        var again = await service.ImportAsync(here, file, request, random.Next(1, 500));
        var moved = await service.ImportAsync(elsewhere, file, request, random.Next(1, 500));

        Assert.Equal((90, 90, 0), (again.Rows, again.Unchanged, again.Warnings));
        Assert.Equal((90, 90, 0), (moved.Rows, moved.Created, moved.Warnings));
        Assert.Equal(Lines(await ExportAsync(service, here, format)), Lines(await ExportAsync(service, elsewhere, format)));
    }

    /// <summary>With the groups: a contact's groups come in their order.</summary>
    private static async Task<int> NewOrganisationAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        GroupName[] names = [.. _groups.Select(name => new GroupName(name, GroupTag.Key(name)))];
        await service.Get<IGroupStore>().EnsureAsync(organisation, names, DateTimeOffset.UnixEpoch, CancellationToken.None);
        return organisation;
    }

    /// <summary>Every contact has a number of its own: what one says of a number holds for all.</summary>
    private static Dictionary<string, object?> Any(Random random, int i)
    {
        var kind = random.Next(4);
        string Text() => _texts[random.Next(_texts.Length)];
        bool? Said() => random.Next(3) switch { 0 => null, 1 => true, _ => false };
        return new()
        {
            ["email"] = kind == 0 ? null : $"c{i}@x.cz", ["phone"] = kind is 0 or 1 ? $"+420777{i:000000}" : null,
            ["firstName"] = Text(), ["lastName"] = Text(), ["company"] = Text(), ["groups"] = _groups.Where(_ => random.Next(5) == 0),
            ["emailSubscribed"] = kind == 0 ? null : Said(), ["smsSubscribed"] = kind is 0 or 1 ? Said() : null,
            ["source"] = random.Next(2) == 0 ? Text() : null, ["externalId"] = random.Next(3) == 0 ? $"={i}'" : null,
            ["attributes"] = random.Next(3) > 0 ? null : new Dictionary<string, object> { ["="] = Text(), ["n"] = i, ["is"] = i % 2 == 0 },
        };
    }

    private static async Task<string> ExportAsync(ContactService service, int organisation, ExportFormat format, bool withMark = false)
    {
        var request = new ExportRequest { Contacts = new(), Fields = [.. _fields], Format = format, WithByteOrderMark = withMark };
        var bytes = new List<byte>();
        await foreach (var piece in service.Grains.GetGrain<IContactExportGrain>(organisation).ReadAsync(request, CancellationToken.None))
            bytes.AddRange(piece.Bytes);
        return System.Text.Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Rows of one step of an import get their ids in no order.</summary>
    private static string[] Lines(string file) => [.. file.Split('\n').Order(StringComparer.Ordinal)];
}
