using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Removes the consents of a person's addresses and numbers.</summary>
internal static class ErasedConsents
{
    private static readonly Statement _lock = new("Erasure/lock_consent.sql");
    private static readonly Statement _remove = new("Erasure/remove_consent.sql");

    /// <summary>Keys of the addresses and numbers of the person alone, in the order in which consents are locked.</summary>
    public static ImmutableArray<ConsentKey> KeysOf(ErasedPerson person) =>
    [
        .. person.EmailKeys.Except(person.SharedEmailKeys).Order(StringComparer.Ordinal)
            .Select(address => new ConsentKey(ConsentChannel.Email, address)),
        .. person.Phones.Except(person.SharedPhones).Order(StringComparer.Ordinal)
            .Select(number => new ConsentKey(ConsentChannel.Sms, number)),
    ];

    /// <summary>The ids of the consents, which nobody else writes until the end of the transaction.</summary>
    public static async ValueTask<ImmutableArray<long>> LockAsync(
        IStoreSession session, int organisationId, ImmutableArray<ConsentKey> keys)
    {
        var found = await session.FirstOfEachAsync(
            _lock, row => (long?)row.Int64(0), keys.Select(key => (SqlValue[])[organisationId, (int)key.Channel, key.Address]));
        return [.. found.OfType<long>()];
    }

    public static ValueTask<int> RemoveAsync(IStoreSession session, int organisationId, ImmutableArray<long> consents) =>
        session.RunEachAsync(_remove, consents.Select(id => (SqlValue[])[organisationId, id]));
}
