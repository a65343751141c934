using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Batching;
using Contacts.Grains.Contacts;
using Contacts.Grains.Imports;
using Contacts.Grains.Limits;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains.Tests.Imports;

public sealed class ImportJobTests
{
    private static readonly ImportRequest _dry = new() { Format = ImportFormat.Csv, Actor = "test", DryRun = true };

    [Fact]
    public async Task A_file_becomes_contacts_and_a_report_on_SQLite()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        await ImportAsync(service);
    }

    [PostgresFact]
    public async Task A_file_becomes_contacts_and_a_report_on_PostgreSQL()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        await ImportAsync(service);
    }

    private static async Task ImportAsync(ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        await service.RegisterAsync(organisation, "known@x.cz", "A");
        const string file = """
            email,phone,firstName,groups,shoe size
            new@x.cz,,Ann,A|B,38
            KNOWN@x.cz,,Bob,B,39
            bad,,Cid,,40
            ,+420777123456,Dan,,41
            new@x.cz,,,A,
            """;

        var report = await service.ImportAsync(organisation, file);

        Assert.Equal(
            (ImportState.Done, 5, 2, 1, 1, 1), (report.State, report.Rows, report.Created, report.Updated, report.Unchanged, report.Failed));
        Assert.Equal((report.Bytes, Files.Bytes(file).Length), (report.ProcessedBytes, report.Bytes));
        Assert.Equal(["shoe size"], report.IgnoredColumns.ToArray());
        Assert.Equal(3, Assert.Single(report.Errors).Row);
        Assert.NotNull(report.FinishedAt);
        var contacts = await service.LiveAsync(organisation);
        Assert.Equal(
            ["Ann A B", "Bob A B", "Dan "],
            contacts.Select(contact => $"{contact.FirstName} {string.Join(' ', contact.Groups.Select(group => group.Name))}").Order());
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_writes_nothing()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        var organisation = await service.NewOrganisationAsync();
        var known = (await service.RegisterAsync(organisation, "known@x.cz", "A")).ContactId!.Value;
        const string file = "email,groups,firstName\nnew@x.cz,B,\nknown@x.cz,A,\nknown@x.cz,C,Ann\nbad,,\nnew@x.cz,B,\n";

        var pretended = await service.ImportAsync(organisation, file, _dry);

        Assert.Equal((true, ImportState.Done), (pretended.DryRun, pretended.State));
        var contact = Assert.Single(await service.LiveAsync(organisation));
        Assert.Equal((known, 1, ""), (contact.Id, contact.Version, contact.FirstName));
        Assert.Single((await service.Get<IGroupStore>().ListAsync(organisation, 1, 10, CancellationToken.None)).Items);

        var real = await service.ImportAsync(organisation, file);

        Assert.Equal(Counts(real), Counts(pretended));
        Assert.Equal((5, 1, 1, 2, 1), Counts(real));
    }

    [Fact]
    public async Task A_dry_run_knows_what_was_opted_out_of()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));
        var organisation = await service.NewOrganisationAsync();
        var id = (await service.RegisterAsync(organisation, "a@x.cz", "A")).ContactId!.Value;
        await service.Contact(organisation, id).UpdateAsync(new() { EmailSubscribed = false, Actor = "test" }, CancellationToken.None);

        Assert.Equal((1, 0, 0, 1, 0), Counts(await service.ImportAsync(organisation, "email,email_subscribed\na@x.cz,yes\n", _dry)));
        Assert.Equal((1, 0, 1, 0, 0), Counts(await service.ImportAsync(organisation, "email,sms_subscribed\na@x.cz,yes\n", _dry)));
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("a@x.cz\n", "The first line must name the columns, \"email\" or \"phone\" among them")]
    public async Task A_file_that_cannot_be_read_fails_with_a_sentence(string file, string message)
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services));

        var report = await service.ImportAsync(await service.NewOrganisationAsync(), file);

        Assert.Equal((ImportState.Failed, message, 0), (report.State, report.Message, report.Rows));
        Assert.NotNull(report.FinishedAt);
    }

    [Fact]
    public async Task A_job_left_by_a_process_that_died_is_taken_over_when_its_lease_ends()
    {
        var time = new ServiceClock();
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services, time: time));
        var grain = await service.UploadAsync(await service.NewOrganisationAsync(), Files.Bytes("email\na@x.cz\n"));
        var store = service.Get<IImportStore>();
        Assert.NotNull(await store.ClaimAsync(time.GetUtcNow(), time.GetUtcNow().AddSeconds(15), CancellationToken.None)); // And never heard of again.
        Assert.False(await service.RunOneAsync());

        time.Advance(TimeSpan.FromSeconds(15));
        Assert.True(await service.RunOneAsync());

        Assert.Equal(ImportState.Done, (await grain.GetAsync(CancellationToken.None))!.State);
    }

    [Fact]
    public async Task A_long_job_gives_others_their_turn()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services, options =>
        {
            options.Turn = TimeSpan.Zero;
            options.BatchRows = 10;
        }));
        var organisation = await service.NewOrganisationAsync();
        var file = "email\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"c{i}@x.cz\n"));
        var large = await service.UploadAsync(organisation, Files.Bytes(file));
        var small = await service.UploadAsync(organisation, Files.Bytes("email\nsmall@x.cz\n"));

        Assert.True(await service.RunOneAsync());
        Assert.True(await service.RunOneAsync());

        Assert.Equal(ImportState.Done, (await small.GetAsync(CancellationToken.None))!.State);
        Assert.Equal((ImportState.Running, 10), await StateAsync(large));
        while (await service.RunOneAsync())
        {
        }
        Assert.Equal((ImportState.Done, 50), await StateAsync(large));
    }

    [Fact]
    public async Task Imports_of_two_organisations_take_turns()
    {
        await using var service = await ContactService.OnSqliteAsync(services =>
            Importing.ByHand(services, options => (options.Turn, options.BatchRows) = (TimeSpan.Zero, 10)));
        var file = Files.Bytes("email\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"c{i}@x.cz\n")));
        var jobs = new IImportGrain[2];
        for (var i = 0; i < jobs.Length; i++) jobs[i] = await service.UploadAsync(await service.NewOrganisationAsync(), file);

        var turns = 0;
        for (; await service.RunOneAsync(); turns++)
        {
            var ((_, first), (_, second)) = (await StateAsync(jobs[0]), await StateAsync(jobs[1]));
            Assert.InRange(first - second, 0, 10);
        }

        Assert.Equal(10, turns);
        foreach (var job in jobs) Assert.Equal((ImportState.Done, 50), await StateAsync(job));
    }

    [Fact]
    public async Task A_stop_lets_the_job_go_at_once()
    {
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services, options => options.BatchRows = 1));
        var organisation = await service.NewOrganisationAsync();
        var file = "email\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"c{i}@x.cz\n"));
        var grain = await service.UploadAsync(organisation, Files.Bytes(file));
        using var stopping = new CancellationTokenSource();
        var running = service.Get<ImportService>().RunOneAsync(stopping.Token);
        await Eventually.IsTrueAsync(
            async () => (await grain.GetAsync(CancellationToken.None))!.Rows > 0, pause: TimeSpan.FromMilliseconds(2));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.True(await service.RunOneAsync()); // No lease has to end first.

        Assert.Equal((ImportState.Done, 300), await StateAsync(grain));
        Assert.Equal(300, (await service.Contacts.ListAsync(organisation, new() { PageSize = 1 }, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Files_are_gone_after_the_end_and_the_report_after_thirty_days()
    {
        var time = new ServiceClock();
        await using var service = await ContactService.OnSqliteAsync(services => Importing.ByHand(services, time: time));
        var organisation = await service.NewOrganisationAsync();
        var grain = await service.UploadAsync(organisation, Files.Bytes("email\na@x.cz\n"));
        Assert.True(await service.RunOneAsync());
        var id = (await grain.GetAsync(CancellationToken.None))!.Id;
        var sweeping = service.Get<IEnumerable<IHostedService>>().OfType<Sweeping>().Single();

        await sweeping.RunAsync(CancellationToken.None);
        Assert.Null(await service.Get<IImportStore>().ReadAsync(organisation, id, 0, CancellationToken.None));
        time.Advance(TimeSpan.FromDays(29));
        await sweeping.RunAsync(CancellationToken.None);
        Assert.NotNull(await grain.GetAsync(CancellationToken.None));
        time.Advance(TimeSpan.FromDays(2));
        await sweeping.RunAsync(CancellationToken.None);

        Assert.Null(await grain.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Rows_give_way_while_too_many_writes_wait()
    {
        await using var service = await ContactService.OnSqliteAsync(services =>
        {
            Importing.ByHand(services, options => options.Pause = TimeSpan.FromMilliseconds(1));
            services.AddSingleton(new BatchOptions { MaxBatch = 8, MaxWaiting = 64 });
        });
        var writer = service.Get<ContactWriter>();
        Assert.True(writer.TryReserve(32)); // Somebody's writes fill half of the queue.
        Assert.False(writer.TryReserve(1));
        var grain = await service.UploadAsync(await service.NewOrganisationAsync(), Files.Bytes("email\na@x.cz\n"));
        var running = service.RunOneAsync();
        for (var look = 0; look < 50; look++) Assert.Equal(0, (await grain.GetAsync(CancellationToken.None))!.Rows);

        writer.Release(32);
        Assert.True(await running);

        Assert.Equal((ImportState.Done, 1), await StateAsync(grain));
    }

    private static async Task<(ImportState State, long Rows)> StateAsync(IImportGrain grain)
    {
        var report = (await grain.GetAsync(CancellationToken.None))!;
        return (report.State, report.Rows);
    }

    private static (long Rows, long Created, long Updated, long Unchanged, long Failed) Counts(ImportReport report) =>
        (report.Rows, report.Created, report.Updated, report.Unchanged, report.Failed);
}
