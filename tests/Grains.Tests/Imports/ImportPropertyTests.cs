using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Imports;

/// <summary>
/// Any rows, cut into any pieces and batches, run with any interruption, give the same contacts as the same people signing up one by one,
/// and importing them again changes nothing.
/// </summary>
public sealed class ImportPropertyTests
{
    private static readonly string[] _names = ["Ann", "Žofie \"Ž\"", "O'Neil; Bob", "line\nbreak", "", "例え", "a,b"];
    private static readonly string[] _groups = ["A", "b", "B", "Ž", "x y"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Importing_is_signing_up_one_by_one_on_SQLite(int seed)
    {
        var random = new Random(seed);
        await using var service = await ContactService.OnSqliteAsync(services => Configure(services, random));
        await CompareAsync(service, random);
    }

    [PostgresTheory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Importing_is_signing_up_one_by_one_on_PostgreSQL(int seed)
    {
        var random = new Random(seed);
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Configure(services, random));
        await CompareAsync(service, random);
    }

    private static void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Random random) =>
        Importing.ByHand(services, options =>
        {
            options.BatchRows = random.Next(1, 30);
            options.Turn = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1);
        });

    private static async Task CompareAsync(ContactService service, Random random)
    {
        var rows = Enumerable.Range(0, 80).Select(_ => AnyRow(random)).ToArray();
        var (signedUp, imported) = (await service.NewOrganisationAsync(), await service.NewOrganisationAsync());
        foreach (var row in rows) await SignUpAsync(service, signedUp, row);
        var format = random.Next(2) == 0 ? ImportFormat.Csv : ImportFormat.JsonLines;
        var request = new ImportRequest { Format = format, Actor = "test" };
        var file = format == ImportFormat.Csv ? Csv(rows) : Json(rows);

        var first = await service.ImportAsync(imported, file, request, random.Next(1, 500));
        var second = await service.ImportAsync(imported, file, request, random.Next(1, 500));

        Assert.Equal((ImportState.Done, 80, 0), (first.State, first.Rows, first.Failed));
        var expected = await AllAsync(service, signedUp);
        Assert.Equal(expected, await AllAsync(service, imported));
        Assert.Equal(expected.Length, first.Created);
        Assert.Equal((80, 0, 0), (second.Rows, second.Created, second.Failed));
    }

    private static Row AnyRow(Random random) => new(
        $"c{random.Next(25)}@x.cz", random.Next(2) == 0 ? "+420777123456" : "", _names[random.Next(_names.Length)],
        _names[random.Next(_names.Length)], [.. _groups.Where(_ => random.Next(4) == 0)]);

    private static Task<ContactResult> SignUpAsync(ContactService service, int organisation, Row row) =>
        service.RegisterAsync(organisation, new()
        {
            Email = row.Email, Phone = row.Phone, FirstName = Clean(row.FirstName), LastName = Clean(row.LastName), GroupNames = [.. row.Groups],
            Source = "import", Actor = "test",
        });

    private static string Csv(Row[] rows) => "email;phone;firstName;lastName;groups;emailSubscribed\n" + string.Concat(rows.Select(row =>
        $"{row.Email};{row.Phone};{Quoted(Clean(row.FirstName))};{Quoted(Clean(row.LastName))};{string.Join('|', row.Groups)};yes\r\n"));

    private static string Json(Row[] rows) => string.Join('\n', rows.Select(row => JsonSerializer.Serialize(new
    {
        email = row.Email, phone = row.Phone, first_name = Clean(row.FirstName), lastName = Clean(row.LastName), groups = row.Groups,
        email_subscribed = true,
    })));

    /// <summary>Names take no line breaks: they are refused as control characters on every route.</summary>
    private static string Clean(string name) => name.Replace('\n', ' ');

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<string[]> AllAsync(ContactService service, int organisation) =>
    [
        .. (await service.LiveAsync(organisation)).OrderBy(contact => contact.Email, StringComparer.Ordinal).Select(contact =>
            $"{contact.Email} {contact.Phone} '{contact.FirstName}' '{contact.LastName}' {contact.EmailSubscribed} {contact.SmsSubscribed} "
            + $"{contact.Source} [{string.Join('|', contact.Groups.Select(group => group.Name).Order(StringComparer.Ordinal))}]"),
    ];

    private sealed record Row(string Email, string Phone, string FirstName, string LastName, string[] Groups);
}
