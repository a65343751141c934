using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Idempotency;

namespace Contacts.Storage.Sqlite.Idempotency;

/// <summary>Idempotent requests in a SQLite file.</summary>
internal sealed class SqliteIdempotencyStore(SqliteDatabase database) : IIdempotencyStore
{
    private static readonly SqliteQuery _claim = SqliteQuery.Load("Idempotency/claim.sql");
    private static readonly SqliteQuery _find = SqliteQuery.Load("Idempotency/find.sql");
    private static readonly SqliteQuery _renew = SqliteQuery.Load("Idempotency/renew.sql");
    private static readonly SqliteQuery _complete = SqliteQuery.Load("Idempotency/complete.sql");
    private static readonly SqliteQuery _release = SqliteQuery.Load("Idempotency/release.sql");
    private static readonly SqliteQuery _forget = SqliteQuery.Load("Idempotency/forget.sql");
    private static readonly SqliteQuery _stamp = SqliteQuery.Load("Idempotency/stamp.sql");
    private static readonly SqliteQuery _sweep = SqliteQuery.Load("Idempotency/sweep.sql");

    public Task<IdempotencyRecord> ClaimAsync(
        int organisationId, IdempotencyClaim claim, IdempotentRequest request, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Claim(session, organisationId, claim, request), cancellationToken);

    public Task<bool> RenewAsync(int organisationId, IdempotencyClaim claim, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.Prepare(_renew).Bind(organisationId).Bind(claim.Record).Bind(claim.Owner).Bind(claim.Until).Run() == 1,
            cancellationToken);

    public Task<bool> CompleteAsync(
        int organisationId, IdempotencyStamp stamp, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => Bind(session, _complete, organisationId, stamp).Bind(status).Bind(answer.AsSpan()).Run() == 1, cancellationToken);

    public Task AbandonAsync(int organisationId, IdempotencyStamp stamp, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => Bind(session, _forget, organisationId, stamp).Run() == 1 || Bind(session, _release, organisationId, stamp).Run() == 1,
            cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Prepare(_sweep).Bind(before).Bind(atMost).Run(), cancellationToken);

    /// <summary>
    /// Notes the effect of a run within the writer's transaction. Throws where the run has lost its claim: then nothing of the operation
    /// stays.
    /// </summary>
    public static void Stamp(SqliteSession session, int organisationId, IdempotencyStamp stamp, long effect)
    {
        if (Bind(session, _stamp, organisationId, stamp).Bind(effect).Bind(stamp.Note.AsSpan()).Run() != 1)
            throw new StoreUnavailableException("A request took so long that its repetition has taken over.");
    }

    /// <summary>As <see cref="Stamp"/>, where there is something to note.</summary>
    public static void Note(SqliteSession session, int organisationId, IdempotencyStamp? stamp, long effect)
    {
        if (stamp is not null) Stamp(session, organisationId, stamp, effect);
    }

    private static IdempotencyRecord Claim(SqliteSession session, int organisationId, IdempotencyClaim claim, IdempotentRequest request)
    {
        var claimed = session.Prepare(_claim).Bind(organisationId).Bind(claim.Record).Bind(claim.Owner).Bind(claim.At).Bind(claim.Until)
            .Bind(request.KeyHash.AsSpan()).Bind(request.Route).Bind(request.BodyHash.AsSpan());
        return Read(claimed) ?? Read(session.Prepare(_find).Bind(organisationId).Bind(claim.Record))!;
    }

    private static IdempotencyRecord? Read(SqliteStatement row)
    {
        if (!row.Step()) return null;
        var record = new IdempotencyRecord
        {
            BodyHash = row.Blob(0), Owner = row.Int64(1), Effect = row.Int64OrNull(2), Status = row.Int32OrNull(3), Answer = row.Blob(4),
            CreatedAt = row.Time(5),
        };
        row.Reset();
        return record;
    }

    private static SqliteStatement Bind(SqliteSession session, SqliteQuery query, int organisationId, IdempotencyStamp stamp) =>
        session.Prepare(query).Bind(organisationId).Bind(stamp.Record).Bind(stamp.Owner);
}
