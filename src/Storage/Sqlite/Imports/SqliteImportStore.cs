using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Sqlite.Idempotency;

namespace Contacts.Storage.Sqlite.Imports;

/// <summary>Imports in a SQLite file.</summary>
internal sealed class SqliteImportStore(SqliteDatabase database) : IImportStore
{
    private static readonly SqliteQuery _begin = SqliteQuery.Load("Imports/begin.sql");
    private static readonly SqliteQuery _append = SqliteQuery.Load("Imports/append.sql");
    private static readonly SqliteQuery _appendPiece = SqliteQuery.Load("Imports/append_piece.sql");
    private static readonly SqliteQuery _submit = SqliteQuery.Load("Imports/submit.sql");
    private static readonly SqliteQuery _discard = SqliteQuery.Load("Imports/discard.sql");
    private static readonly SqliteQuery _read = SqliteQuery.Load("Imports/read.sql");
    private static readonly SqliteQuery _release = SqliteQuery.Load("Imports/release.sql");

    public Task BeginAsync(ImportJob job, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Prepare(_begin)
            .Bind(job.OrganisationId).Bind(job.ImportId).Bind((long)job.Format).Bind(job.Delimiter?.ToString()).Bind(job.DryRun)
            .Bind(job.Source).Bind(job.Actor).Bind(job.CreatedAt)
            .Run(),
        cancellationToken);

    public Task<bool> AppendAsync(
        int organisationId, long importId, long position, ImmutableArray<byte> bytes, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Prepare(_append).Bind(organisationId).Bind(importId).Bind(position).Bind(bytes.Length).Bind(at).Run() == 1
                && session.Prepare(_appendPiece).Bind(organisationId).Bind(importId).Bind(position).Bind(bytes.AsSpan()).Run() == 1,
            cancellationToken);

    public Task<bool> SubmitAsync(
        int organisationId, long importId, DateTimeOffset at, IdempotencyStamp? stamp, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                if (session.Prepare(_submit).Bind(organisationId).Bind(importId).Bind(at).Run() != 1) return false;
                SqliteIdempotencyStore.Note(session, organisationId, stamp, importId);
                return true;
            },
            cancellationToken);

    public Task DiscardAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_discard).Bind(organisationId).Bind(importId).Run(), cancellationToken);

    public Task<ImportJob?> FindAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportTable.Find(session, organisationId, importId), cancellationToken);

    public Task<ImmutableArray<ImportError>> ErrorsAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportTable.Errors(session, organisationId, importId), cancellationToken);

    public Task<ImportJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ImportTable.Claim(session, now, until), cancellationToken);

    public Task<ImportPiece?> ReadAsync(int organisationId, long importId, long position, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var row = session.Prepare(_read).Bind(organisationId).Bind(importId).Bind(position);
                return row.Step() ? new ImportPiece(row.Int64(0), row.Blob(1)) : null;
            },
            cancellationToken);

    public Task<ImportJob?> WriteAsync(ImportStep step, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var results = ContactBatch.Write(session, step.Rows);
                var job = step.After([.. results.Select(result => result.Outcome)]);
                if (ImportTable.Save(session, job, step.KeptErrors, until, until)) return job;
                session.IsAbandoned = true;
                return null;
            },
            cancellationToken);

    public Task<bool> SaveAsync(
        ImportJob job, ImmutableArray<ImportError> errors, DateTimeOffset now, DateTimeOffset? until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ImportTable.Save(session, job, errors, now, until), cancellationToken);

    public Task ReleaseAsync(ImportJob job, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Prepare(_release).Bind(job.OrganisationId).Bind(job.ImportId).Bind(job.Run).Bind(now).Run(), cancellationToken);

    public Task<IReadOnlyDictionary<string, ContactImage>> KnownAsync(
        int organisationId, IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken) =>
        database.ReadAsync(
            IReadOnlyDictionary<string, ContactImage> (session) => emailKeys
                .Select(key => ContactRows.FindByEmail(session, organisationId, key)).OfType<ContactImage>()
                .ToDictionary(contact => contact.EmailKey!),
            cancellationToken);

    public Task<int> SweepAsync(
        DateTimeOffset uploadsBefore, DateTimeOffset endedBefore, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ImportTable.Sweep(session, uploadsBefore, endedBefore, atMost), cancellationToken);
}
