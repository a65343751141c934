using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Consents by address and by id, and the keys of links.</summary>
internal sealed class ConsentStore(IStoreDatabase database) : IConsentStore
{
    /// <summary>Up to so many are looked up one by one, by a statement that is prepared.</summary>
    private const int FewKeys = 8;

    private static readonly Statement _findLapsed = new("Consent/find_lapsed.sql");
    private static readonly Statement _findPending = new("Consent/find_pending.sql");
    private static readonly Statement _findSubscribers = new("Consent/find_subscribers.sql");
    private static readonly Statement _linkKeys = new("Consent/link_keys.sql");
    private static readonly Statement _addLinkKey = new("Consent/add_link_key.sql");
    private static readonly Statement _removeLinkKeys = new("Consent/remove_link_keys.sql");

    public Task<ImmutableArray<ConsentRow>> FindAsync(
        int organisationId, IReadOnlyCollection<ConsentKey> keys, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            if (keys.Count > FewKeys) return await session.AllAsync(ConsentRows.FindMany, ConsentRows.Read, organisationId, Pairs(keys));
            var found = await session.FirstOfEachAsync(
                ConsentRows.Find, ConsentRows.Read,
                keys.Distinct().Select(key => (SqlValue[])[organisationId, (int)key.Channel, key.Address]));
            return found.OfType<ConsentRow>().ToImmutableArray();
        }, cancellationToken);

    public Task<ImmutableArray<ConsentRow>> FindLapsedAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_findLapsed, ConsentRows.Read, now, limit), cancellationToken);

    public Task<ImmutableArray<ConsentRow>> FindPendingAsync(
        int organisationId, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.AllAsync(_findPending, ConsentRows.Read, organisationId, before, limit), cancellationToken);

    public Task<ImmutableArray<long>> FindSubscribersAsync(int organisationId, string phone, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_findSubscribers, row => row.Int64(0), organisationId, phone), cancellationToken);

    public async Task<ImmutableArray<LinkKey>> LinkKeysAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var keys = await database.ReadAsync(session => KeysAsync(session, organisationId), cancellationToken);
        if (!keys.IsEmpty) return keys;
        return await database.TransactAsync(async session =>
        {
            await AddKeyAsync(session, organisationId, LinkKey.New(1), at);
            return await KeysAsync(session, organisationId);
        }, cancellationToken);
    }

    public Task RotateLinkKeyAsync(int organisationId, DateTimeOffset at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var keys = await KeysAsync(session, organisationId);
            var number = keys.IsEmpty ? 1 : keys[0].Number + 1;
            var added = await AddKeyAsync(session, organisationId, LinkKey.New(number), at);
            await session.LeaveAsync(organisationId, added == 0 ? trail?.Doing() : trail, number);
            return await session.RunAsync(_removeLinkKeys, organisationId, number - 2);
        }, cancellationToken);

    private static SqlValue Pairs(IEnumerable<ConsentKey> keys) =>
        SqlValue.Json(JsonSerializer.Serialize(keys.Distinct().Select(key => (object[])[(int)key.Channel, key.Address])));

    private static ValueTask<int> AddKeyAsync(IStoreSession session, int organisationId, LinkKey key, DateTimeOffset at) =>
        session.RunAsync(_addLinkKey, organisationId, key.Number, key.Secret.AsMemory(), at);

    private static ValueTask<ImmutableArray<LinkKey>> KeysAsync(IStoreSession session, int organisationId) =>
        session.AllAsync(_linkKeys, row => new LinkKey(row.Int32(0), row.Blob(1)), organisationId);
}

/// <summary>Turns rows of the table of consents into records, and back into the parameters of Consent/write.sql.</summary>
internal static class ConsentRows
{
    /// <summary>How many columns a consent has.</summary>
    public const int Columns = 18;

    public static Statement Find { get; } = new("Consent/find.sql");

    public static Statement FindMany { get; } = new("Consent/find_many.sql");

    public static Statement Write { get; } = new("Consent/write.sql");

    public static ConsentRow Read(IRow row) => Read(row, 0);

    /// <summary>The consent whose columns start at <paramref name="first"/>.</summary>
    public static ConsentRow Read(IRow row, int first) => new()
    {
        OrganisationId = row.Int32(first), Channel = (ConsentChannel)row.Int32(first + 1), Address = row.Text(first + 2),
        Id = row.Int64(first + 3), State = (ConsentState)row.Int32(first + 4), Sequence = row.Int64(first + 5),
        Version = row.Int64(first + 6), RequestedAt = row.TimeOrNull(first + 7), ConfirmedAt = row.TimeOrNull(first + 8),
        WithdrawnAt = row.TimeOrNull(first + 9), ExpiresAt = row.TimeOrNull(first + 10), Source = row.TextOrNull(first + 11),
        Actor = row.TextOrNull(first + 12), Evidence = row.TextOrNull(first + 13), Held = row.TextOrNull(first + 14),
        Mails = StoredTimes.Read(row.TextOrNull(first + 15)), IsHoldNoted = row.Bool(first + 16), SignUp = row.TextOrNull(first + 17),
    };

    public static SqlValue[] Values(ConsentRow consent) =>
    [
        consent.OrganisationId, (int)consent.Channel, consent.Address, (int)consent.State, consent.Sequence, consent.RequestedAt,
        consent.Version, consent.ConfirmedAt, consent.WithdrawnAt, consent.ExpiresAt, consent.Source, consent.Actor, consent.Evidence,
        consent.Held, StoredTimes.Write(consent.Mails), consent.IsHoldNoted, consent.SignUp,
    ];
}
