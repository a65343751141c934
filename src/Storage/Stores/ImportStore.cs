using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Imports: their jobs, and their files in pieces.</summary>
internal sealed class ImportStore(IStoreDatabase database, IImportedContacts contacts) : IImportStore
{
    private static readonly Statement _begin = new("Imports/begin.sql");
    private static readonly Statement _append = new("Imports/append.sql");
    private static readonly Statement _appendPiece = new("Imports/append_piece.sql");
    private static readonly Statement _map = new("Imports/map.sql");
    private static readonly Statement _start = new("Imports/start.sql");
    private static readonly Statement _takePieces = new("Imports/take_pieces.sql");
    private static readonly Statement _submit = new("Imports/submit.sql");
    private static readonly Statement _discard = new("Imports/discard.sql");
    private static readonly Statement _find = new("Imports/find.sql");
    private static readonly Statement _list = new("Imports/list.sql");
    private static readonly Statement _errors = new("Imports/errors.sql");
    private static readonly Statement _rejects = new("Imports/rejects.sql");
    private static readonly Statement _cancel = new("Imports/cancel.sql");
    private static readonly Statement _lockClaims = new("Imports/lock_claims.sql");
    private static readonly Statement _claim = new("Imports/claim.sql");
    private static readonly Statement _read = new("Imports/read.sql");
    private static readonly Statement _release = new("Imports/release.sql");

    public TimeSpan StepTime => contacts.StepTime;

    public Task<bool> BeginAsync(ImportJob job, int atMost, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.RunAsync(
            _begin, job.OrganisationId, job.ImportId, (int)job.Format, job.Delimiter?.ToString(), job.DryRun, job.Source, job.Actor,
            job.CreatedAt, job.Lenient, atMost, (int)job.Match, job.Mapping) == 1,
        cancellationToken);

    public Task<bool> AppendAsync(
        int organisationId, long importId, long position, ImmutableArray<byte> bytes, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            async session => await session.RunAsync(_append, organisationId, importId, position, bytes.Length, at) == 1
                && await session.RunAsync(_appendPiece, organisationId, importId, position, bytes.AsMemory()) == 1,
            cancellationToken);

    public async Task<bool> MapAsync(
        ImportJob job, string? mapping, bool dryRun, DateTimeOffset at, CancellationToken cancellationToken) => await database.WriteAsync(
            session => session.RunAsync(_map, job.OrganisationId, job.ImportId, mapping, dryRun, at), cancellationToken) == 1;

    public Task<bool> StartAsync(
        ImportJob dryRun, ImportJob job, int atMost, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var isBegun = await session.RunAsync(
                _start, job.OrganisationId, dryRun.ImportId, job.ImportId, job.Actor, job.CreatedAt, atMost) == 1;
            if (!isBegun) return false;
            await session.RunAsync(_takePieces, job.OrganisationId, dryRun.ImportId, job.ImportId);
            await session.LeaveAsync(job.OrganisationId, trail, job.ImportId);
            return true;
        }, cancellationToken);

    public Task<bool> SubmitAsync(
        int organisationId, long importId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_submit, organisationId, importId, at) == 0) return false;
            await session.LeaveAsync(organisationId, trail, importId);
            return true;
        }, cancellationToken);

    public Task<bool> CancelAsync(
        int organisationId, long importId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var isCancelled = await session.RunAsync(_cancel, organisationId, importId, at) == 1;
            var job = isCancelled ? null : await session.FirstAsync(_find, ImportJobRows.Job, organisationId, importId);
            if (!isCancelled && job is not { State: ImportState.Cancelling }) return false;
            await session.LeaveAsync(organisationId, isCancelled ? trail : trail?.Doing(), importId);
            return true;
        }, cancellationToken);

    public Task DiscardAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_discard, organisationId, importId), cancellationToken);

    public Task<ImportJob?> FindAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_find, ImportJobRows.Job, organisationId, importId), cancellationToken);

    public Task<(ImmutableArray<ImportJob> Jobs, long Total)> ListAsync(
        int organisationId, int page, int pageSize, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var rows = await session.AllAsync(
                _list, row => (Job: ImportJobRows.Job(row), Total: row.Int64(ImportJobRows.Columns)), organisationId, pageSize,
                (page - 1L) * pageSize,
                (int)ImportState.Uploading, (int)ImportState.Discarded);
            return (rows.Select(row => row.Job).ToImmutableArray(), rows.Select(row => row.Total).FirstOrDefault());
        }, cancellationToken);

    public Task<ImmutableArray<ImportError>> ErrorsAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(_errors, ImportJobRows.Error, organisationId, importId, ImportReport.MostErrors),
            cancellationToken);

    public Task<ImmutableArray<ImportError>> RejectsAsync(
        int organisationId, long importId, long afterRow, int atMost, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(_rejects, ImportJobRows.Reject, organisationId, importId, afterRow, atMost), cancellationToken);

    public Task<ImportJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await session.RunAsync(_lockClaims);
            return await session.FirstAsync(_claim, ImportJobRows.Job, now, until);
        }, cancellationToken);

    public Task<ImportPiece?> ReadAsync(int organisationId, long importId, long position, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(
                _read, row => new ImportPiece(row.Int64(0), row.Blob(1)), organisationId, importId, position),
            cancellationToken);

    public Task<ImportJob?> WriteAsync(ImportStep step, DateTimeOffset until, CancellationToken cancellationToken) => contacts.WriteAsync(
        step, (session, progress) => ImportJobRows.SaveAsync(session, progress.Job, progress.Errors, until, until), cancellationToken);

    public Task<ImportJob?> SaveAsync(
        ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until,
        CancellationToken cancellationToken) =>
        database.TransactAsync(session => ImportJobRows.SaveAsync(session, job, errors, now, until), cancellationToken);

    public Task ReleaseAsync(ImportJob job, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_release, job.OrganisationId, job.ImportId, job.Run, now), cancellationToken);

    public Task<IReadOnlyDictionary<string, ContactRow>> KnownAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) =>
        contacts.FindAsync(organisationId, emailKeys, cancellationToken);

    public Task<ILookup<string, ContactRow>> KnownByPhoneAsync(
        int organisationId, IReadOnlyCollection<string> phones, bool withAddress, CancellationToken cancellationToken) =>
        contacts.FindByPhoneAsync(organisationId, phones, withAddress, cancellationToken);

    public Task<IReadOnlyList<ContactRow>> KnownByForeignIdAsync(
        int organisationId, IReadOnlyCollection<string> foreignIds, CancellationToken cancellationToken) =>
        contacts.FindByForeignIdAsync(organisationId, foreignIds, cancellationToken);

    public Task<int> SweepAsync(
        DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken) =>
        database.TransactAsync(session => ImportJobRows.SweepAsync(session, uploadsBefore, endedBefore, atMost), cancellationToken);
}
