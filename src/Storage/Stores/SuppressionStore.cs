using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Suppressed addresses and numbers.</summary>
internal sealed class SuppressionStore(IStoreDatabase database) : ISuppressionStore
{
    public Task<ImmutableHashSet<ConsentKey>> FindAsync(
        int organisationId, IReadOnlyCollection<ConsentKey> keys, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => await Suppressions.AnyAsync(session, organisationId)
            ? (await Suppressions.FindAsync(session, [.. keys.Select(key => (organisationId, key))]))
                .Select(found => found.Key).ToImmutableHashSet()
            : [], cancellationToken);

    public Task AddAsync(
        int organisationId, IReadOnlyCollection<ConsentKey> keys, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.TransactAsync(session => Suppressions.AddAsync(session, organisationId, keys, at), cancellationToken);
}

/// <summary>Reads and writes suppressions within a session's transaction.</summary>
internal static class Suppressions
{
    private static readonly Statement _key = new("Erasure/suppression_key.sql");
    private static readonly Statement _any = new("Erasure/has_suppressed.sql");
    private static readonly Statement _find = new("Erasure/is_suppressed.sql");
    private static readonly Statement _add = new("Erasure/suppress.sql");
    private static readonly Statement _lift = new("Erasure/lift.sql");

    /// <summary>Whether an organisation has suppressed anything.</summary>
    public static async ValueTask<bool> AnyAsync(IStoreSession session, int organisationId) =>
        await session.FirstAsync(_any, _ => true, organisationId);

    /// <summary>Those that are suppressed.</summary>
    public static async ValueTask<HashSet<(int OrganisationId, ConsentKey Key)>> FindAsync(
        IStoreSession session, IReadOnlyList<(int OrganisationId, ConsentKey Key)> keys)
    {
        var secret = await SecretAsync(session);
        var found = await session.FirstOfEachAsync(_find, _ => true, keys.Select(key => Values(secret, key.OrganisationId, key.Key)));
        return [.. keys.Where((_, i) => found[i])];
    }

    /// <summary>How many were not suppressed yet.</summary>
    public static async ValueTask<int> AddAsync(
        IStoreSession session, int organisationId, IEnumerable<ConsentKey> keys, DateTimeOffset at)
    {
        var secret = await SecretAsync(session);
        return await session.RunEachAsync(_add, keys.Select(key => (SqlValue[])[.. Values(secret, organisationId, key), at]));
    }

    /// <summary>As AddAsync, by hexadecimal hashes.</summary>
    public static ChangedRows Add(StatementBatch batch, int organisationId, IEnumerable<string> hashes, DateTimeOffset at) => batch.RunEach(
        _add, hashes.Select(hash => (SqlValue[])[organisationId, (ReadOnlyMemory<byte>)Convert.FromHexString(hash), at]));

    /// <summary>Ends suppressions.</summary>
    public static async ValueTask<int> LiftAsync(IStoreSession session, IEnumerable<(int OrganisationId, ConsentKey Key)> keys)
    {
        var secret = await SecretAsync(session);
        return await session.RunEachAsync(_lift, keys.Select(key => Values(secret, key.OrganisationId, key.Key)));
    }

    /// <summary>The key of <see cref="SuppressionHash"/>.</summary>
    public static async ValueTask<byte[]> SecretAsync(IStoreSession session) =>
        await session.FirstAsync(_key, row => row.Blob(0).ToArray())
        ?? throw new InvalidOperationException("The database has no key for the hashes of suppressed addresses.");

    /// <inheritdoc cref="SecretAsync"/>
    public static FoundRows<byte[]> Secret(StatementBatch batch) => batch.All(_key, row => row.Blob(0).ToArray());

    private static SqlValue[] Values(byte[] secret, int organisationId, ConsentKey key) =>
        [organisationId, (ReadOnlyMemory<byte>)SuppressionHash.Of(secret, organisationId, key)];
}
