using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Idempotent requests and their answers.</summary>
internal sealed class IdempotencyStore(IStoreDatabase database) : IIdempotencyStore
{
    private static readonly Statement _claim = new("Idempotency/claim.sql");
    private static readonly Statement _find = new("Idempotency/find.sql");
    private static readonly Statement _renew = new("Idempotency/renew.sql");
    private static readonly Statement _complete = new("Idempotency/complete.sql");
    private static readonly Statement _forget = new("Idempotency/forget.sql");
    private static readonly Statement _sweep = new("Idempotency/sweep.sql");

    public Task<IdempotencyRecord> ClaimAsync(
        int organisationId, IdempotencyClaim claim, IdempotentRequest request, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
        {
            while (true)
            {
                var claimed = await session.FirstAsync(
                    _claim, Read, organisationId, claim.Record, claim.Owner, claim.At, claim.Until, request.KeyHash.AsMemory(),
                    request.Route, request.BodyHash.AsMemory());
                if (claimed is not null) return claimed;
                var found = await session.FirstAsync(_find, Read, organisationId, claim.Record);
                if (found is not null) return found; // Given up in between: claim again.
            }
        }, cancellationToken);

    public Task<bool> RenewAsync(int organisationId, IdempotencyClaim claim, CancellationToken cancellationToken) =>
        RunAsync(_renew, [organisationId, claim.Record, claim.Owner, claim.Until], cancellationToken);

    public Task<bool> CompleteAsync(
        int organisationId, IdempotencyStamp stamp, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken) =>
        RunAsync(_complete, [organisationId, stamp.Record, stamp.Owner, status, answer.AsMemory()], cancellationToken);

    public async Task AbandonAsync(int organisationId, IdempotencyStamp stamp, CancellationToken cancellationToken)
    {
        if (await RunAsync(_forget, [organisationId, stamp.Record, stamp.Owner], cancellationToken)) return;
        await RunAsync(_renew, [organisationId, stamp.Record, stamp.Owner, DateTimeOffset.UnixEpoch], cancellationToken);
    }

    public Task<int> SweepAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweep, before, atMost), cancellationToken);

    private Task<bool> RunAsync(Statement statement, SqlValue[] values, CancellationToken cancellationToken) =>
        database.WriteAsync(async session => await session.RunAsync(statement, values) == 1, cancellationToken);

    private static IdempotencyRecord Read(IRow row) => new()
    {
        BodyHash = row.Blob(0), Owner = row.Int64(1), Effect = row.Int64OrNull(2), Status = row.Int32OrNull(3), Answer = row.Blob(4),
        CreatedAt = row.Time(5),
    };
}
