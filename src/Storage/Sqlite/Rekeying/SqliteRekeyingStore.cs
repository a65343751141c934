using System.Collections.Immutable;
using Contacts.Core.Organisations;
using Microsoft.Data.Sqlite;

namespace Contacts.Storage.Sqlite.Rekeying;

/// <summary>Re-keying jobs in a SQLite file.</summary>
internal sealed class SqliteRekeyingStore(SqliteDatabase database) : IRekeyingStore
{
    private static readonly SqliteQuery _start = SqliteQuery.Load("Rekeying/start.sql");
    private static readonly SqliteQuery _find = SqliteQuery.Load("Rekeying/find.sql");
    private static readonly SqliteQuery _claim = SqliteQuery.Load("Rekeying/claim.sql");
    private static readonly SqliteQuery _save = SqliteQuery.Load("Rekeying/save.sql");
    private static readonly SqliteQuery _read = SqliteQuery.Load("Rekeying/read.sql");
    private static readonly SqliteQuery _count = SqliteQuery.Load("Rekeying/count.sql");
    private static readonly SqliteQuery _write = SqliteQuery.Load("Rekeying/write.sql");

    public Task StartAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_start).Bind(organisationId).Bind(at).Run(), cancellationToken);

    public Task<RekeyingJob?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => First(session.Prepare(_find).Bind(organisationId)), cancellationToken);

    public async Task<RekeyingJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        await database.WriteAsync(session => First(session.Prepare(_claim).Bind(now).Bind(until)), cancellationToken);

    public Task<bool> SaveAsync(RekeyingJob job, DateTimeOffset? until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Prepare(_save)
                .Bind(job.OrganisationId).Bind(job.Run).Bind(job.Pass).Bind(job.Position).Bind(job.Done).Bind(job.Total)
                .Bind(job.CollisionsJson).Bind(job.DueAt).Bind(until).Bind(job.FinishedAt)
                .Run() == 1,
            cancellationToken);

    public Task<ImmutableArray<KeyedContact>> ReadAsync(int organisationId, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Read(session.Prepare(_read).Bind(organisationId).Bind(after).Bind(limit)), cancellationToken);

    public Task<long> CountAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Prepare(_count).Bind(organisationId).Scalar() ?? 0, cancellationToken);

    public Task<ImmutableArray<RekeyOutcome>> WriteAsync(
        int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => keys.Select(key => Write(session, organisationId, key)).ToImmutableArray(), cancellationToken);

    private static RekeyOutcome Write(SqliteSession session, int organisationId, NewEmailKey key)
    {
        try
        {
            var written = session.Prepare(_write).Bind(organisationId).Bind(key.ContactId).Bind(key.Version).Bind(key.EmailKey).Run();
            return written == 1 ? RekeyOutcome.Written : RekeyOutcome.Lost;
        }
        catch (SqliteException error) when (SqliteErrors.IsDuplicate(error))
        {
            return RekeyOutcome.Taken; // The statement alone was undone.
        }
    }

    private static ImmutableArray<KeyedContact> Read(SqliteStatement row)
    {
        var contacts = ImmutableArray.CreateBuilder<KeyedContact>();
        while (row.Step()) contacts.Add(new KeyedContact(row.Int64(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Int64(4)));
        return contacts.DrainToImmutable();
    }

    private static RekeyingJob? First(SqliteStatement row)
    {
        if (!row.Step()) return null;
        var job = new RekeyingJob
        {
            OrganisationId = row.Int32(0), Run = row.Int64(1), Pass = row.Int32(2), Position = row.Int64(3), Done = row.Int64(4),
            Total = row.Int64(5), CollisionsJson = row.Text(6), StartedAt = row.Time(7), DueAt = row.Time(8),
        };
        row.Reset();
        return job;
    }
}
