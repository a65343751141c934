using System.Collections.Immutable;
using System.Text;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Grains.Imports;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Imports: pieces, leases, progress with the rows, and what becomes of them.</summary>
public abstract class ImportContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly ImmutableArray<byte> _piece = Bytes("email\na@example.com\n");

    [Fact]
    public async Task Pieces_are_read_from_any_position()
    {
        var job = await UploadingAsync();
        Assert.True(await AppendAsync(job, 0, "abc"));
        Assert.True(await AppendAsync(job, 3, "defgh"));
        Assert.False(await AppendAsync(job, 3, "again"));
        Assert.False(await AppendAsync(job, 9, "a gap"));

        foreach (var (position, start, text) in new[] { (0L, 0L, "abc"), (2, 0, "abc"), (3, 3, "defgh"), (7, 3, "defgh") })
        {
            var piece = (await Store.Imports.ReadAsync(job.OrganisationId, job.ImportId, position, None))!;
            Assert.Equal((start, text), (piece.Position, Encoding.UTF8.GetString(piece.Bytes.AsSpan())));
        }
        Assert.Equal(8, (await FindAsync(job)).Bytes);
        Assert.Null(await Store.Imports.ReadAsync(job.OrganisationId + 1, job.ImportId, 0, None));
        Assert.Null(await Store.Imports.FindAsync(job.OrganisationId + 1, job.ImportId, None));
    }

    [Fact]
    public async Task What_was_asked_for_is_kept()
    {
        var job = await UploadingAsync(job => job with { Format = ImportFormat.JsonLines, Delimiter = ';', DryRun = true, Lenient = true, Source = "fair" });

        Assert.Equal(job with { IgnoredColumns = default }, (await FindAsync(job)) with { IgnoredColumns = default });
    }

    [Fact]
    public async Task An_upload_is_no_job_before_it_is_submitted_and_takes_no_pieces_afterwards()
    {
        var job = await UploadingAsync();
        Assert.Null(await ClaimAsync(job, Monday));
        Assert.True(await Store.Imports.SubmitAsync(job.OrganisationId, job.ImportId, Monday, null, None));
        Assert.False(await Store.Imports.SubmitAsync(job.OrganisationId, job.ImportId, Monday, null, None));

        Assert.False(await AppendAsync(job, 0, "late"));
        await Store.Imports.DiscardAsync(job.OrganisationId, job.ImportId, None);
        Assert.Equal(ImportState.Queued, (await FindAsync(job)).State);
    }

    [Fact]
    public async Task The_submission_is_the_effect_of_an_idempotent_request_in_the_same_transaction()
    {
        var (job, other) = (await UploadingAsync(), await UploadingAsync());
        var record = Guid.NewGuid().ToString("N");
        var request = new IdempotentRequest { BodyHash = [.. new byte[32]], KeyHash = [.. new byte[32]], Route = "/" };
        await Store.Idempotency.ClaimAsync(job.OrganisationId, new(record, 1, Monday, Monday.AddSeconds(10)), request, None);

        Assert.True(await Store.Imports.SubmitAsync(
            job.OrganisationId, job.ImportId, Monday, new() { Stamp = new() { Record = record, Owner = 1 } }, None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Imports.SubmitAsync(
            other.OrganisationId, other.ImportId, Monday, new() { Stamp = new() { Record = record, Owner = 2 } }, None));

        Assert.Equal(ImportState.Uploading, (await FindAsync(other)).State);
        var found = await Store.Idempotency.ClaimAsync(job.OrganisationId, new(record, 3, Tuesday, Tuesday), request, None);
        Assert.Equal(job.ImportId, found.Effect);
    }

    [Fact]
    public async Task A_job_is_held_by_one_until_its_lease_ends()
    {
        var job = await QueuedAsync();
        var first = await ClaimAsync(job, Monday);
        Assert.NotNull(first);
        Assert.Equal((ImportState.Running, Monday), (first.State, first.StartedAt));
        Assert.Null(await ClaimAsync(job, Monday.AddSeconds(14)));
        Assert.NotNull(await Store.Imports.SaveAsync(first, [], Monday.AddSeconds(14), Monday.AddSeconds(29), None));
        Assert.Null(await ClaimAsync(job, Monday.AddSeconds(28)));

        var second = await ClaimAsync(job, Monday.AddSeconds(29));

        Assert.NotNull(second);
        Assert.Equal((first.Run + 1, Monday), (second.Run, second.StartedAt));
        Assert.Null(await Store.Imports.SaveAsync(first, [], Tuesday, Tuesday, None));
        await Store.Imports.ReleaseAsync(first, Tuesday, None);
        Assert.Null(await ClaimAsync(job, Monday.AddSeconds(40)));
        await Store.Imports.ReleaseAsync(second, Tuesday, None);
        Assert.NotNull(await ClaimAsync(job, Monday.AddSeconds(40)));
    }

    [Fact]
    public async Task A_job_that_had_its_turn_waits_behind_the_others()
    {
        var (one, two) = (await QueuedAsync(), await QueuedAsync(Monday.AddSeconds(1)));
        var claimed = await ClaimAsync(one, Monday.AddSeconds(2));
        Assert.NotNull(await Store.Imports.SaveAsync(claimed!, [], Monday.AddSeconds(3), until: null, None));

        var order = new List<long>();
        while (await Store.Imports.ClaimAsync(Monday.AddSeconds(4), Monday.AddSeconds(9), None) is { } next) order.Add(next.ImportId);

        Assert.True(order.IndexOf(two.ImportId) < order.IndexOf(one.ImportId));
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_one_gets_the_job()
    {
        var job = await QueuedAsync();

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.Imports.ClaimAsync(Monday, Monday.AddSeconds(15), None)));

        Assert.Single(claims, claim => claim?.ImportId == job.ImportId);
    }

    [Fact]
    public async Task An_organisation_has_so_many_open_imports_and_no_more()
    {
        var organisation = await NewOrganisationAsync();
        var uploading = await UploadingAsync(job => job with { OrganisationId = organisation });
        var queued = await QueuedAsync(Monday, organisation);
        var third = uploading with { ImportId = Random.Shared.NextInt64() };

        Assert.False(await Store.Imports.BeginAsync(third, 2, None));
        Assert.True(await Store.Imports.BeginAsync(third with { OrganisationId = await NewOrganisationAsync() }, 2, None));
        await Store.Imports.DiscardAsync(organisation, uploading.ImportId, None);
        Assert.True(await Store.Imports.BeginAsync(third, 2, None));
        Assert.Equal(ImportState.Queued, (await FindAsync(queued)).State);
    }

    [Fact]
    public async Task One_job_of_an_organisation_is_held_at_a_time_and_others_are_not_kept_waiting_by_it()
    {
        var (large, small) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        var first = await QueuedAsync(Monday.AddYears(-1), large);
        var second = await QueuedAsync(Monday.AddYears(-1).AddSeconds(1), large);
        var other = await QueuedAsync(Monday.AddYears(-1).AddSeconds(2), small);
        var now = Monday.AddYears(-1).AddMinutes(1);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Store.Imports.ClaimAsync(now, now.AddSeconds(15), None)));

        var ids = claimed.OfType<ImportJob>().Select(job => job.ImportId).ToArray();
        Assert.Contains(first.ImportId, ids);
        Assert.DoesNotContain(second.ImportId, ids);
        Assert.Contains(other.ImportId, ids);
        await Store.Imports.ReleaseAsync(claimed.First(job => job?.ImportId == first.ImportId)!, now, None);
        Assert.Equal(second.ImportId, (await Store.Imports.ClaimAsync(now, now.AddSeconds(15), None))?.ImportId);
    }

    [Fact]
    public async Task Rows_and_progress_are_written_together()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        var step = Step(job, "a@example.com", "b@example.com", "a@example.com") with { Place = new(17, 3, 4), IgnoredColumns = ["shoe size"] };

        var after = (await Store.Imports.WriteAsync(step, Monday.AddSeconds(15), None))!;
        var twice = (await Store.Imports.WriteAsync(step with { Job = after, Place = new(30, 9, 12) }, Monday.AddSeconds(15), None))!;

        Assert.Equal((17, 2, 0, 1, 0, 3), (after.Place.Position, after.Created, after.Updated, after.Unchanged, after.Failed, after.Rows));
        Assert.Equal((2, 4), (twice.Created, twice.Unchanged));
        Assert.Equal(new(30, 9, 12), (await FindAsync(job)).Place);
        Assert.Equal(["shoe size"], (await FindAsync(job)).IgnoredColumns.ToArray());
        Assert.Equal(2, (await ListAsync(job.OrganisationId, new())).Total);
    }

    [Fact]
    public async Task Who_lost_the_job_writes_no_row()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        Assert.NotNull(await ClaimAsync(job, Tuesday));

        Assert.Null(await Store.Imports.WriteAsync(Step(job, "a@example.com"), Tuesday, None));

        Assert.Equal(0, (await ListAsync(job.OrganisationId, new())).Total);
    }

    [Fact]
    public async Task Rows_that_sign_ups_race_against_are_all_written()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        string[] addresses = [.. Enumerable.Range(0, 20).Select(i => $"c{i}@example.com")];
        var signUps = Task.WhenAll(Enumerable.Range(0, 10).Select(round => Task.WhenAll(addresses.Select(address =>
            WriteAsync(Write(job.OrganisationId, address) with { LastName = $"L{round}" })))));
        for (var round = 0; round < 10; round++)
            job = (await Store.Imports.WriteAsync(Step(job, addresses) with { Place = new(round, round, round) }, Tuesday, None))!;
        await signUps;

        Assert.Equal(200, job.Rows);
        Assert.Equal(20, (await ListAsync(job.OrganisationId, new() { Search = "Imported", PageSize = 1 })).Total);
    }

    [Fact]
    public async Task Errors_are_kept_up_to_a_thousand_and_all_are_counted()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        for (var row = 1; row <= 1200; row += 400)
            job = (await Store.Imports.WriteAsync(Step(job) with { Errors = [.. Enumerable.Range(row, 400).Select(Error)] }, Tuesday, None))!;

        var errors = await Store.Imports.ErrorsAsync(job.OrganisationId, job.ImportId, None);

        Assert.Equal(1200, job.Failed);
        Assert.Equal(Enumerable.Range(1, 1000).Select(Error), errors);
    }

    [Fact]
    public async Task Rows_that_were_imported_without_a_field_are_counted_apart()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        var warning = Error(1) with { IsImported = true };

        await Store.Imports.WriteAsync(Step(job, "a@example.com") with { Errors = [warning, Error(2)] }, Tuesday, None);

        var after = await FindAsync(job);
        Assert.Equal((2, 1, 1, 1), (after.Rows, after.Created, after.Failed, after.Warnings));
        Assert.Equal([warning, Error(2)], (await Store.Imports.ErrorsAsync(job.OrganisationId, job.ImportId, None)).ToArray());
    }

    [Fact]
    public async Task Refused_rows_are_kept_with_their_cells()
    {
        var job = (await ClaimAsync(await QueuedAsync(), Monday))!;
        var origin = new ImportOrigin(7, 8, ["Žofie", "\0\"x"]);
        var refused = origin.Refuse(Error(1).Problem);
        await Store.Imports.WriteAsync(Step(job) with { Errors = [Error(1) with { IsImported = true }, refused, Error(9)] }, Tuesday, None);

        Assert.Equal([refused, Error(9)], (await Store.Imports.RejectsAsync(job.OrganisationId, job.ImportId, 0, 10, None)).ToArray());
        Assert.Equal([Error(9)], (await Store.Imports.RejectsAsync(job.OrganisationId, job.ImportId, 7, 10, None)).ToArray());
        Assert.Equal(["Žofie", "\0\"x"], ImportColumns.FromJson(refused.Cells!).ToArray());
    }

    [Fact]
    public async Task A_job_that_nobody_has_begun_is_cancelled_at_once_and_a_running_one_with_its_next_rows()
    {
        var running = (await ClaimAsync(await QueuedAsync(), Monday))!;
        var queued = await QueuedAsync();

        Assert.True(await CancelAsync(queued));
        Assert.True(await CancelAsync(running));
        Assert.True(await CancelAsync(running));
        var after = (await Store.Imports.WriteAsync(Step(running, "a@example.com"), Tuesday, None))!;

        Assert.Equal((ImportState.Cancelled, Tuesday), ((await FindAsync(queued)).State, (await FindAsync(queued)).FinishedAt));
        Assert.Equal((ImportState.Cancelling, 1), (after.State, after.Rows));
        var ended = await Store.Imports.SaveAsync(after with { State = ImportState.Done, FinishedAt = Tuesday }, [], Tuesday, null, None);
        Assert.Equal(ImportState.Cancelled, ended!.State);
        Assert.False(await CancelAsync(queued));
        Assert.False(await CancelAsync(running));
        Assert.Null(await ClaimAsync(running, Wednesday));
    }

    [Fact]
    public async Task Known_contacts_are_found_by_several_addresses()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "a@example.com"));

        var known = await Store.Imports.KnownAsync(organisation, ["a@example.com", "b@example.com"], None);

        Assert.Equal(contact.Id, Assert.Single(known).Value.Id);
    }

    [Fact]
    public async Task Files_go_soon_reports_after_their_time_and_uploads_that_nothing_came_of()
    {
        var (upload, fresh, done) = (await UploadingAsync(), await UploadingAsync(), await QueuedAsync());
        await AppendAsync(upload, 0, "abc");
        await AppendAsync(fresh, 0, "abc", Wednesday);
        var job = (await ClaimAsync(done, Monday))!;
        await Store.Imports.WriteAsync(Step(job) with { Errors = [Error(1)] }, Tuesday, None);
        await Store.Imports.SaveAsync(job with { State = ImportState.Done, FinishedAt = Tuesday }, [], Tuesday, null, None);

        while (await Store.Imports.SweepAsync(Tuesday, Monday, 1, None) > 0)
        {
        }

        Assert.Null(await Store.Imports.FindAsync(upload.OrganisationId, upload.ImportId, None));
        Assert.NotNull(await Store.Imports.ReadAsync(fresh.OrganisationId, fresh.ImportId, 0, None));
        Assert.Null(await Store.Imports.ReadAsync(job.OrganisationId, job.ImportId, 0, None));
        Assert.Single(await Store.Imports.ErrorsAsync(job.OrganisationId, job.ImportId, None));

        await Store.Imports.SweepAsync(Tuesday, Wednesday, 10, None);

        Assert.Null(await Store.Imports.FindAsync(job.OrganisationId, job.ImportId, None));
        Assert.Empty(await Store.Imports.ErrorsAsync(job.OrganisationId, job.ImportId, None));
        Assert.NotNull(await Store.Imports.FindAsync(fresh.OrganisationId, fresh.ImportId, None));
    }

    private static ImmutableArray<byte> Bytes(string text) => [.. Encoding.UTF8.GetBytes(text)];

    private static ImportError Error(int row) => new()
    {
        Row = row, Line = row % 3 == 0 ? null : row + 1,
        Problem = FieldProblem.Of(InputField.Email, "must be a valid email address", row % 2 == 0 ? "it has no dot" : null),
    };

    private static ImportStep Step(ImportJob job, params string[] addresses) => new()
    {
        Job = job, Place = default, IgnoredColumns = [], Origins = [.. addresses.Select((_, i) => new ImportOrigin(i + 1, i + 2, []))],
        Rows = [.. addresses.Select(address => Write(job.OrganisationId, address, ContactWriteKind.Import) with { FirstName = "Imported" })],
    };

    private async Task<ImportJob> UploadingAsync(Func<ImportJob, ImportJob>? change = null)
    {
        var job = new ImportJob
        {
            OrganisationId = await NewOrganisationAsync(), ImportId = Random.Shared.NextInt64(), State = ImportState.Uploading,
            Format = ImportFormat.Csv, Actor = "test", CreatedAt = Monday,
        };
        job = change?.Invoke(job) ?? job;
        Assert.True(await Store.Imports.BeginAsync(job, int.MaxValue, None));
        return job;
    }

    private async Task<ImportJob> QueuedAsync(DateTimeOffset? at = null, int? organisation = null)
    {
        var job = await UploadingAsync(job => organisation is { } id ? job with { OrganisationId = id } : job);
        Assert.True(await Store.Imports.AppendAsync(job.OrganisationId, job.ImportId, 0, _piece, Monday, None));
        Assert.True(await Store.Imports.SubmitAsync(job.OrganisationId, job.ImportId, at ?? Monday, null, None));
        return job;
    }

    private Task<bool> AppendAsync(ImportJob job, long position, string text, DateTimeOffset? at = null) =>
        Store.Imports.AppendAsync(job.OrganisationId, job.ImportId, position, Bytes(text), at ?? Monday, None);

    private Task<bool> CancelAsync(ImportJob job) =>
        Store.Imports.CancelAsync(job.OrganisationId, job.ImportId, Tuesday, null, None);

    private async Task<ImportJob> FindAsync(ImportJob job) =>
        (await Store.Imports.FindAsync(job.OrganisationId, job.ImportId, None))!;

    /// <summary>Claims for 15 seconds whatever other tests have left too, until it is this job; null where it is not to be had.</summary>
    private async Task<ImportJob?> ClaimAsync(ImportJob job, DateTimeOffset now)
    {
        while (await Store.Imports.ClaimAsync(now, now.AddSeconds(15), None) is { } claimed)
            if (claimed.ImportId == job.ImportId) return claimed;
        return null;
    }
}
