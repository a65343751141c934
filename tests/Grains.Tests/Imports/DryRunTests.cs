using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Imports;

/// <summary>A dry run tells the numbers of the real run, also where a row says something of the contacts of other rows.</summary>
public sealed class DryRunTests
{
    private static readonly ImportRequest _dry = new() { Format = ImportFormat.Csv, Actor = "test", DryRun = true };

    private const string Known = """
        email,phone,smsSubscribed
        a@x.cz,+420777000001,yes
        b@x.cz,+420777000001,yes
        c@x.cz,+420777000001,

        """;

    public static TheoryData<string, int> Files => new()
    {
        { "email,smsSubscribed\na@x.cz,false\nc@x.cz,true\n", 100 },
        { "email,smsSubscribed\nc@x.cz,true\na@x.cz,false\n", 100 },
        { "email,phone,smsSubscribed\nz@x.cz,+420777000009,true\ny@x.cz,+420777000009,false\nx@x.cz,+420777000009,true\na@x.cz,,no\n", 100 },
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

    [Fact]
    public async Task A_consent_that_stays_withdrawn_is_a_warning_on_SQLite()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        await WarnAsync(service);
    }

    [PostgresFact]
    public async Task A_consent_that_stays_withdrawn_is_a_warning_on_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        await WarnAsync(service);
    }

    private static async Task WarnAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        await service.ImportAsync(organisation, "email,phone,emailSubscribed,smsSubscribed\na@x.cz,,no,\nb@x.cz,+420777000001,,no\n");
        const string File = """
            email,phone,firstName,emailSubscribed,smsSubscribed
            a@x.cz,,,yes,
            a@x.cz,,,no,
            b@x.cz,,Bob,,yes
            new@x.cz,+420777000001,,yes,yes
            a@x.cz,wrong,,yes,
            ,,,yes,

            """;

        var dry = await service.ImportAsync(organisation, File, _dry with { Lenient = true });
        var real = await service.ImportAsync(organisation, File, _dry with { DryRun = false, Lenient = true });

        Assert.Equal((1, 1, 3, 1, 4), Counts(real));
        Assert.Equal(Counts(real), Counts(dry));
        Assert.Equal(real.Errors.AsEnumerable(), dry.Errors);
        Assert.Equal(
            ["1 EmailSubscribed True", "3 SmsSubscribed True", "4 SmsSubscribed True", "5 Phone True", "6 None False"],
            real.Errors.Select(error => $"{error.Row} {error.Problem.Field} {error.IsImported}"));
        Assert.Equal("was not taken: the consent was withdrawn before", real.Errors[0].Problem.Rule);
    }

    private static async Task CompareAsync(ContactService service, string file)
    {
        var organisation = await service.NewOrganisationAsync();
        await service.ImportAsync(organisation, Known);

        var dry = await service.ImportAsync(organisation, file, _dry);
        var real = await service.ImportAsync(organisation, file);

        Assert.Equal(Counts(real), Counts(dry));
        Assert.DoesNotContain(await service.LiveAsync(organisation), contact => contact is { Phone: "+420777000001", SmsSubscribed: true });
    }

    private static (long, long, long, long, long) Counts(ImportReport report) =>
        (report.Created, report.Updated, report.Unchanged, report.Failed, report.Warnings);
}
