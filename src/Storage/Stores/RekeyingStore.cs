using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Organisations;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Re-keying jobs and the canonical addresses that they write.</summary>
internal sealed class RekeyingStore(IStoreDatabase database) : IRekeyingStore
{
    private static readonly Statement _start = new("Rekeying/start.sql");
    private static readonly Statement _find = new("Rekeying/find.sql");
    private static readonly Statement _claim = new("Rekeying/claim.sql");
    private static readonly Statement _save = new("Rekeying/save.sql");
    private static readonly Statement _read = new("Rekeying/read.sql");
    private static readonly Statement _count = new("Rekeying/count.sql");
    private static readonly Statement _moveConsent = new("Rekeying/move_consent.sql");
    private static readonly Statement _replaceConsent = new("Rekeying/replace_consent.sql");
    private static readonly Statement _unsubscribe = new("Rekeying/unsubscribe.sql");
    private static readonly Statement _write = new("Rekeying/write.sql");

    public Task StartAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_start, organisationId, at), cancellationToken);

    public Task<RekeyingJob?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_find, Job, organisationId), cancellationToken);

    public Task<RekeyingJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.FirstAsync(_claim, Job, now, until), cancellationToken);

    public Task<bool> SaveAsync(RekeyingJob job, DateTimeOffset? until, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.RunAsync(
                _save, job.OrganisationId, job.Run, job.Pass, job.Position, job.Done, job.Total, SqlValue.Json(job.CollisionsJson),
                job.DueAt, until, job.FinishedAt) == 1,
            cancellationToken);

    public Task<ImmutableArray<KeyedContact>> ReadAsync(int organisationId, long after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_read, Contact, organisationId, after, limit), cancellationToken);

    public Task<long> CountAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_count, row => row.Int64(0), organisationId), cancellationToken);

    /// <summary>All in one statement; one by one where that fails because a form is taken, which is seldom.</summary>
    public async Task<ImmutableArray<RekeyOutcome>> WriteAsync(
        int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(organisationId, keys, cancellationToken) is { } written)
            return [.. keys.Select(key => written.Contains(key.ContactId) ? RekeyOutcome.Written : RekeyOutcome.Lost)];
        if (keys.Count == 1) return [RekeyOutcome.Taken];
        var half = keys.Count / 2;
        var first = await WriteAsync(organisationId, [.. keys.Take(half)], cancellationToken);
        return first.AddRange(await WriteAsync(organisationId, [.. keys.Skip(half)], cancellationToken));
    }

    /// <summary>The contacts written; null, and none written, where a form is taken.</summary>
    private async Task<HashSet<long>?> TryWriteAsync(
        int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken)
    {
        try
        {
            var rows = SqlValue.Json(JsonSerializer.Serialize(keys));
            return await database.TransactAsync(async session =>
            {
                HashSet<long> written = [.. await session.AllAsync(_write, row => row.Int64(0), organisationId, rows)];
                await TakeConsentsAlongAsync(session, organisationId, [.. keys.Where(key => written.Contains(key.ContactId))]);
                return written;
            }, cancellationToken);
        }
        catch (Exception exception) when (database.IsDuplicate(exception))
        {
            return null;
        }
    }

    /// <summary>Consent belongs to a canonical address: it goes along, and a "no" to the new form stands.</summary>
    private static async ValueTask TakeConsentsAlongAsync(IStoreSession session, int organisationId, NewEmailKey[] keys)
    {
        var known = keys.Where(key => key.OldKey is not null);
        SqlValue[][] forms = [.. known.Select(key => (SqlValue[])[organisationId, key.OldKey, key.EmailKey])];
        await session.RunEachAsync(_replaceConsent, forms);
        await session.RunEachAsync(_moveConsent, forms);
        await session.RunEachAsync(_unsubscribe, keys.Select(key => (SqlValue[])[organisationId, key.ContactId, key.EmailKey, false]));
    }

    private static KeyedContact Contact(IRow row) => new(row.Int64(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Int64(4));

    private static RekeyingJob Job(IRow row) => new()
    {
        OrganisationId = row.Int32(0), Run = row.Int64(1), Pass = row.Int32(2), Position = row.Int64(3), Done = row.Int64(4),
        Total = row.Int64(5), CollisionsJson = row.Text(6), StartedAt = row.Time(7), DueAt = row.Time(8),
    };
}
