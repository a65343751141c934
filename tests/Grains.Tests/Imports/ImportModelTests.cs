using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Imports;

/// <summary>
/// Imports, sign-ups, merges, cancels and undos in any order: no row counts twice, an undo takes back what is the import's and nothing else,
/// and no consent is ever raised but by the person.
/// </summary>
public sealed class ImportModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_mixes_with_imports_and_undos_on_SQLite(int seed)
    {
        var random = new Random(seed);
        await using var service = await ContactService.OnSqliteAsync(services => Configure(services, random));
        await new ImportModel(service, await service.NewOrganisationAsync(), random).RunAsync();
    }

    [PostgresTheory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_mixes_with_imports_and_undos_on_PostgreSQL(int seed)
    {
        var random = new Random(seed);
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Configure(services, random));
        await new ImportModel(service, await service.NewOrganisationAsync(), random).RunAsync();
    }

    /// <summary>So that much can come between two steps of a job.</summary>
    private static void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services, Random random) =>
        Importing.ByHand(services, options => (options.BatchRows, options.Turn) = (random.Next(1, 5), TimeSpan.Zero));
}

/// <summary>What must be there: of each address who gave the first name last, before that, and so on. Merged ones are not followed.</summary>
internal sealed class ImportModel(ContactService service, int organisation, Random random)
{
    private const int Live = -1;

    private readonly Dictionary<string, Stack<(int Writer, string Name)>> _written = [];

    /// <summary>Who has written the contact of an address since it was made.</summary>
    private readonly Dictionary<string, HashSet<int>> _writers = [];
    private readonly HashSet<string> _merged = [];
    private readonly HashSet<string> _refused = [];
    private readonly List<Job> _jobs = [];
    private int _names;

    public async Task RunAsync()
    {
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(10))
            {
                case < 3: await SignUpAsync(); break;
                case < 4: await MergeAsync(); break;
                case < 7: await ImportAsync(); break;
                default: await UndoAsync(); break;
            }
            await CheckAsync();
        }
    }

    private string AnyAddress() => $"c{random.Next(12)}@x.cz";

    private async Task SignUpAsync()
    {
        var (email, name) = (AnyAddress(), $"S{++_names}");
        await service.RegisterAsync(organisation, email, "signed", name);
        Push(email, Live, name);
        _refused.Remove(email);
    }

    private async Task MergeAsync()
    {
        var live = (await service.LiveAsync(organisation)).Where(contact => contact.Email is not null).ToArray();
        if (live.Length < 6) return;
        var (survivor, legacy) = (live[random.Next(live.Length / 2)], live[random.Next(live.Length / 2, live.Length)]);
        await service.Contact(organisation, survivor.Id).MergeAsync(legacy.Id, "test", null, CancellationToken.None);
        _merged.UnionWith([survivor.Email!, legacy.Email!]);
    }

    private async Task ImportAsync()
    {
        var job = new Job(_jobs.Count, [.. Enumerable.Range(0, random.Next(1, 15)).Select(_ => new Row(AnyAddress(), $"J{++_names}", random.Next(4)))]);
        var file = "email,firstName,groups,emailSubscribed\n" + string.Concat(job.Rows.Select(row => $"{row.Email},{row.Name},g{random.Next(3)},{row.Consent}\n"));
        var request = new ImportRequest { Format = ImportFormat.Csv, Actor = "test" };
        var pretended = random.Next(3) == 0 ? await service.ImportAsync(organisation, file, request with { DryRun = true }) : null;
        job.Grain = await service.UploadAsync(organisation, Files.Bytes(file), request);
        _jobs.Add(job);
        var cancelAfter = pretended is null ? random.Next(1, 12) : int.MaxValue;
        for (var turn = 1; await service.RunOneAsync(); turn++)
        {
            await TakeRowsAsync(job);
            if (pretended is null && random.Next(4) == 0) await SignUpAsync();
            if (turn == cancelAfter) await job.Grain.CancelAsync(null, CancellationToken.None);
        }
        var report = await job.ReportAsync();
        Assert.Contains(report.State, new[] { ImportState.Done, ImportState.Cancelled });
        if (report.State == ImportState.Done) Assert.Equal(job.Rows.Length, report.Created + report.Updated + report.Unchanged);
        if (pretended is not null)
            Assert.Equal((report.Created, report.Updated, report.Unchanged), (pretended.Created, pretended.Updated, pretended.Unchanged));
    }

    /// <summary>The rows that were done since the last look.</summary>
    private async Task TakeRowsAsync(Job job)
    {
        var report = await job.ReportAsync();
        var stored = await service.Get<IImportStore>().FindAsync(organisation, report.Id, CancellationToken.None);
        Assert.Equal(stored!.Place.Row, report.Created + report.Updated + report.Unchanged + report.Failed);
        Assert.Equal(0, report.Failed);
        for (; job.Done < report.Rows; job.Done++)
        {
            var row = job.Rows[job.Done];
            Push(row.Email, job.Number, row.Name);
            if (row.Consent == "no") _refused.Add(row.Email);
        }
    }

    private async Task UndoAsync()
    {
        if (_jobs.Count == 0) return;
        var job = _jobs[random.Next(_jobs.Count)];
        var before = await service.LiveAsync(organisation);
        var outcome = await job.Grain.UndoAsync("test", "a mistake", null, CancellationToken.None);
        Assert.Equal(job.IsUndone ? ImportOutcome.Refused : ImportOutcome.Done, outcome);
        var hasSignedUp = false;
        while (await service.RunOneAsync())
        {
            if (random.Next(4) > 0) continue;
            await SignUpAsync();
            hasSignedUp = true;
        }
        if (!job.IsUndone) Forget(job);
        job.IsUndone = true;
        var after = await service.LiveAsync(organisation);
        if (!hasSignedUp) AssertNoneRaised(before, after);
        var report = await job.ReportAsync();
        Assert.Equal(ImportState.Undone, report.State);
        Assert.True(report.Undo!.Removed + report.Undo.Restored + report.Undo.Kept <= report.Created + report.Updated);
    }

    private static void AssertNoneRaised(IEnumerable<Contact> before, IEnumerable<Contact> after)
    {
        var subscribed = before.Where(contact => contact.EmailSubscribed).Select(contact => contact.Id).ToHashSet();
        Assert.All(after.Where(contact => contact.EmailSubscribed), contact => Assert.Contains(contact.Id, subscribed));
    }

    private void Push(string email, int writer, string name)
    {
        if (!_written.TryGetValue(email, out var names)) _written.Add(email, names = []);
        names.Push((writer, name));
        if (names.Count == 1) _writers[email] = [];
        _writers[email].Add(writer);
    }

    /// <summary>What a job wrote and nobody after it; a contact that it made is kept as it is where anybody else wrote it too.</summary>
    private void Forget(Job job)
    {
        foreach (var (email, names) in _written.Where(one => one.Value.Count > 0))
        {
            if (names.Last().Writer == job.Number && _writers[email].Count > 1) continue;
            while (names.TryPeek(out var last) && last.Writer == job.Number) names.Pop();
        }
    }

    private async Task CheckAsync()
    {
        var live = await service.LiveAsync(organisation);
        Assert.Equal(live.Length, live.Select(contact => contact.Email).Distinct().Count());
        foreach (var (email, names) in _written.Where(one => !_merged.Contains(one.Key)))
            Assert.Equal(names.TryPeek(out var last) ? last.Name : null, live.SingleOrDefault(contact => contact.Email == email)?.FirstName);
        var consents = await service.Get<IConsentStore>().FindAsync(
            organisation, [.. _refused.Select(email => new ConsentKey(ConsentChannel.Email, email))], CancellationToken.None);
        Assert.All(consents, consent => Assert.True(ConsentRule.IsNo(consent.State), consent.Address));
    }

    private sealed record Row(string Email, string Name, int Said)
    {
        public string Consent => Said switch { 0 => "yes", 1 => "no", _ => "" };
    }

    private sealed class Job(int number, Row[] rows)
    {
        public int Number => number;
        public Row[] Rows => rows;
        public int Done { get; set; }
        public bool IsUndone { get; set; }
        public IImportGrain Grain { get; set; } = null!;

        public async Task<ImportReport> ReportAsync() => (await Grain.GetAsync(CancellationToken.None))!;
    }
}
