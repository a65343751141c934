using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Removes the consents of a person's addresses and numbers, which nobody else writes after they were found.</summary>
internal sealed class ErasedConsents
{
    private static readonly Statement _lock = new("Erasure/lock_consent.sql");
    private static readonly Statement _remove = new("Erasure/remove_consent.sql");

    private readonly FoundRows<long> _ids;
    private readonly GatheredPerson _gathered;

    public ErasedConsents(StatementBatch reads, GatheredPerson gathered)
    {
        (_gathered, Keys) = (gathered, KeysOf(gathered.Person));
        _ids = reads.AllOfEach(
            _lock, row => row.Int64(0), Keys.Select(key => (SqlValue[])[gathered.OrganisationId, (int)key.Channel, key.Address]));
    }

    /// <summary>Those of the addresses and numbers of the person alone.</summary>
    public ImmutableArray<ConsentKey> Keys { get; }

    /// <summary>In the order in which consents are locked.</summary>
    public static ImmutableArray<ConsentKey> KeysOf(ErasedPerson person) =>
    [
        .. person.EmailKeys.Except(person.SharedEmailKeys).Order(StringComparer.Ordinal)
            .Select(address => new ConsentKey(ConsentChannel.Email, address)),
        .. person.Phones.Except(person.SharedPhones).Order(StringComparer.Ordinal)
            .Select(number => new ConsentKey(ConsentChannel.Sms, number)),
    ];

    /// <summary>How many there are.</summary>
    public int Erase(StatementBatch writes)
    {
        writes.RunEach(_remove, _gathered.Each(_ids));
        return _ids.Count;
    }
}
