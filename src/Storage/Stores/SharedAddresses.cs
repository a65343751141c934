using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Which of a person's addresses, numbers and integrators' ids another live contact has; known once the batch was run.</summary>
internal sealed class SharedAddresses(StatementBatch batch, int organisationId, ErasedPerson person)
{
    private static readonly Statement _ownerOfEmail = new("Erasure/owner_of_email.sql");
    private static readonly Statement _ownerOfPhone = new("Erasure/owner_of_phone.sql");
    private static readonly Statement _ownerOfForeignId = new("Erasure/owner_of_foreign_id.sql");

    public FoundRows<string> EmailKeys { get; } = OfEmails(batch, organisationId, person, person.EmailKeys);

    public FoundRows<string> Phones { get; } = Of(_ownerOfPhone, batch, organisationId, person, person.Phones);

    public FoundRows<string> ForeignIds { get; } = Of(_ownerOfForeignId, batch, organisationId, person, person.ForeignIds);

    /// <summary>Which of some canonical addresses another one than the person has.</summary>
    public static FoundRows<string> OfEmails(StatementBatch batch, int organisationId, ErasedPerson person, IEnumerable<string> keys) =>
        Of(_ownerOfEmail, batch, organisationId, person, keys);

    /// <summary>Whether they are those that were shared when the person was gathered.</summary>
    public bool IsSame() => person.SharedEmailKeys.SetEquals(EmailKeys) && person.SharedPhones.SetEquals(Phones)
        && person.SharedForeignIds.SetEquals(ForeignIds);

    private static FoundRows<string> Of(
        Statement owner, StatementBatch batch, int organisationId, ErasedPerson person, IEnumerable<string> texts) =>
        batch.AllOfEach(owner, row => row.Text(0), texts.Select(text => (SqlValue[])[organisationId, text, person.ContactIds[0]]));
}

/// <summary>
/// What the other settings make of a person's addresses, unless another live contact has it: the organisation may choose another one later.
/// </summary>
internal sealed class OtherEmailKeys
{
    private readonly ImmutableHashSet<string> _keys;
    private readonly FoundRows<string> _shared;

    public OtherEmailKeys(StatementBatch batch, GatheredPerson gathered)
    {
        _keys = gathered.Person.Emails
            .SelectMany(_ => Enum.GetValues<EmailCanonicalization>(), (email, mode) => EmailIdentity.KeyOf(email, mode)).OfType<string>()
            .ToImmutableHashSet().Except(gathered.Person.EmailKeys);
        _shared = SharedAddresses.OfEmails(batch, gathered.OrganisationId, gathered.Person, _keys);
    }

    public IEnumerable<string> Own => _keys.Except(_shared);
}
