using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Imports;

/// <summary>A dry run tells the numbers of the real run, also where a row says something of the contacts of other rows.</summary>
public sealed class DryRunTests
{
    private const string Known = """
        email,phone,smsSubscribed
        a@x.cz,+420777000001,yes
        b@x.cz,+420777000001,yes
        c@x.cz,+420777000001,

        """;

    public static TheoryData<string, int> Files => new()
    {
        { "email,smsSubscribed\na@x.cz,false\nb@x.cz,false\n", 100 },
        { "email,smsSubscribed\na@x.cz,false\nb@x.cz,false\n", 1 },
        { "email,smsSubscribed,firstName\na@x.cz,false,\nb@x.cz,,Bob\nb@x.cz,false,\nc@x.cz,true,\n", 1 },
        { "email,smsSubscribed,firstName\na@x.cz,false,\nb@x.cz,,Bob\nb@x.cz,false,\nc@x.cz,true,\n", 100 },
        { "email,phone,smsSubscribed\nnew@x.cz,+420777000001,yes\na@x.cz,,no\nnew@x.cz,,no\nb@x.cz,+420777000002,yes\n", 100 },
        { "email,phone,smsSubscribed\nnew@x.cz,+420777000001,yes\na@x.cz,,no\nnew@x.cz,,no\nb@x.cz,+420777000002,yes\n", 1 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Numbers_that_are_refused_count_as_on_SQLite(string file, int batchRows)
    {
        await using var service = await ContactService.OnSqliteAsync(
            services => Importing.ByHand(services, options => options.BatchRows = batchRows));
        await CompareAsync(service, file);
    }

    [PostgresTheory]
    [MemberData(nameof(Files))]
    public async Task Numbers_that_are_refused_count_as_on_PostgreSQL(string file, int batchRows)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(
            database, services => Importing.ByHand(services, options => options.BatchRows = batchRows));
        await CompareAsync(service, file);
    }

    private static async Task CompareAsync(ContactService service, string file)
    {
        var organisation = await service.NewOrganisationAsync();
        await service.ImportAsync(organisation, Known);

        var dry = await service.ImportAsync(organisation, file, new() { Format = ImportFormat.Csv, Actor = "test", DryRun = true });
        var real = await service.ImportAsync(organisation, file);

        Assert.Equal(Counts(real), Counts(dry));
        Assert.DoesNotContain(await service.LiveAsync(organisation), contact => contact is { Phone: "+420777000001", SmsSubscribed: true });
    }

    private static (long, long, long, long, long) Counts(ImportReport report) =>
        (report.Created, report.Updated, report.Unchanged, report.Failed, report.Warnings);
}
