using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// The contacts and consents of change sets as the transaction that has locked them sees them. Each may be taken by one change set. Not
/// thread-safe.
/// </summary>
internal sealed class ChangeSetLocks
{
    private const long Taken = -1;

    private static readonly string _lock = Sql.Load("Postgres/Contacts/apply_lock.sql");
    private static readonly string _lockConsents = Sql.Load("Postgres/Contacts/apply_lock_consents.sql");

    private readonly Dictionary<(int OrganisationId, long Id), long> _contacts = [];
    private readonly Dictionary<(int OrganisationId, ConsentKey Key), long> _consents = [];
    private readonly Dictionary<(int OrganisationId, long ContactId), long[]> _groups = [];

    private ChangeSetLocks()
    {
    }

    /// <summary>Locks in one round trip, in the order in which batches of contacts lock: contacts by address, then consents.</summary>
    public static async Task<ChangeSetLocks> TakeAsync(
        NpgsqlConnection connection, IReadOnlyList<ContactChangeSet> sets, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var contacts = sets.SelectMany(set => set.Contacts).OrderBy(contact => contact.OrganisationId)
            .ThenBy(contact => contact.EmailKey, StringComparer.Ordinal).ThenBy(contact => contact.Id).ToArray();
        batch.Add(_lock).With(contacts, contact => contact.OrganisationId).With(contacts, contact => contact.Id);
        var consents = sets.SelectMany(set => set.Consents).OrderBy(consent => consent.OrganisationId)
            .ThenBy(consent => consent.Channel).ThenBy(consent => consent.Address, StringComparer.Ordinal).ToArray();
        batch.Add(_lockConsents).With(consents, consent => consent.OrganisationId).With(consents, consent => (int)consent.Channel)
            .With(consents, consent => consent.Address);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    /// <summary>
    /// Whether everything that the change set writes is as it was when the set was made, and no other set has taken it; takes it if so.
    /// </summary>
    public bool TryTake(ContactChangeSet set)
    {
        if (!set.Contacts.All(IsFound)) return false;
        if (!set.Consents.All(consent => _consents.GetValueOrDefault((set.OrganisationId, consent.Key)) == consent.Version)) return false;
        foreach (var contact in set.Contacts) _contacts[(set.OrganisationId, contact.Id)] = Taken;
        foreach (var consent in set.Consents) _consents[(set.OrganisationId, consent.Key)] = Taken;
        return true;
    }

    /// <summary>The groups of a contact.</summary>
    public long[] GroupsOf(ContactRow contact) => _groups[(contact.OrganisationId, contact.Id)];

    private bool IsFound(ContactRow contact) =>
        _contacts.GetValueOrDefault((contact.OrganisationId, contact.Id), Taken) == contact.Version;

    private static async Task<ChangeSetLocks> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var locks = new ChangeSetLocks();
        while (await reader.ReadAsync(cancellationToken))
        {
            var contact = (reader.GetInt32(0), reader.GetInt64(1));
            locks._contacts[contact] = reader.GetInt64(2);
            locks._groups[contact] = reader.GetFieldValue<long[]>(3);
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            locks._consents[(reader.GetInt32(0), new((ConsentChannel)reader.GetInt32(1), reader.GetString(2)))] = reader.GetInt64(3);
        return locks;
    }
}
