using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Which of some addresses and numbers another live contact has; known once the batch was run.</summary>
internal sealed class SharedAddresses(
    StatementBatch batch, int organisationId, long contactId, IEnumerable<string> emailKeys, IEnumerable<string> phones)
{
    private static readonly Statement _ownerOfEmail = new("Erasure/owner_of_email.sql");
    private static readonly Statement _ownerOfPhone = new("Erasure/owner_of_phone.sql");

    public FoundRows<string> EmailKeys { get; } = batch.AllOfEach(
        _ownerOfEmail, row => row.Text(0), emailKeys.Select(key => (SqlValue[])[organisationId, key, contactId]));

    public FoundRows<string> Phones { get; } = batch.AllOfEach(
        _ownerOfPhone, row => row.Text(0), phones.Select(phone => (SqlValue[])[organisationId, phone, contactId]));

    public static SharedAddresses Of(StatementBatch batch, GatheredPerson gathered) =>
        new(batch, gathered.OrganisationId, gathered.Person.ContactIds[0], gathered.Person.EmailKeys, gathered.Person.Phones);

    /// <summary>Whether they are those that were shared when the person was gathered.</summary>
    public bool IsSame(ErasedPerson person) => person.SharedEmailKeys.SetEquals(EmailKeys) && person.SharedPhones.SetEquals(Phones);
}

/// <summary>
/// What the other settings make of a person's addresses, unless another live contact has it: the organisation may choose another one later.
/// </summary>
internal sealed class OtherEmailKeys
{
    private readonly ImmutableHashSet<string> _keys;
    private readonly SharedAddresses _shared;

    public OtherEmailKeys(StatementBatch batch, GatheredPerson gathered)
    {
        _keys = gathered.Person.Emails
            .SelectMany(_ => Enum.GetValues<EmailCanonicalization>(), (email, mode) => EmailIdentity.KeyOf(email, mode)).OfType<string>()
            .ToImmutableHashSet().Except(gathered.Person.EmailKeys);
        _shared = new(batch, gathered.OrganisationId, gathered.Person.ContactIds[0], _keys, []);
    }

    public IEnumerable<string> Own => _keys.Except(_shared.EmailKeys);
}
