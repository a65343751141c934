using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;

namespace Contacts.Grains.Imports;

/// <summary>
/// What rows would come to, without writing anything. It sees the contacts as they are and the rows of the same step: an address that
/// occurs again later in the file counts as new again.
/// </summary>
public sealed class DryRun(IImportStore store, IConsentStore consents)
{
    public async Task<ContactWriteOutcome[]> RunAsync(ImportStep step, CancellationToken cancellationToken)
    {
        var organisationId = step.Job.OrganisationId;
        var keys = step.Rows.Select(row => row.EmailKey).OfType<string>().ToHashSet();
        var contacts = new Dictionary<string, ContactRow>(await store.KnownAsync(organisationId, keys, cancellationToken));
        var stored = await consents.FindAsync(organisationId, [.. step.Rows.SelectMany(row => KeysOf(row, contacts))], cancellationToken);
        var known = stored.ToDictionary(consent => consent.Key);
        return [.. step.Rows.Select(row => Try(row, contacts, known))];
    }

    private static ContactWriteOutcome Try(
        ContactWrite row, Dictionary<string, ContactRow> contacts, Dictionary<ConsentKey, ConsentRow> consents)
    {
        if (row.EmailKey is not { } key) return ContactWriteOutcome.Created;
        var contact = contacts.GetValueOrDefault(key);
        var number = row.Phone ?? contact?.Phone;
        var known = new KnownConsents(
            consents.GetValueOrDefault(new(ConsentChannel.Email, key)),
            number is null ? null : consents.GetValueOrDefault(new(ConsentChannel.Sms, number)));
        var effect = ContactWriteRule.Apply(contact, row, known);
        contacts[key] = effect.Contact;
        foreach (var consent in effect.Consents) consents[consent.Key] = consent;
        return effect.Outcome;
    }

    private static IEnumerable<ConsentKey> KeysOf(ContactWrite row, Dictionary<string, ContactRow> contacts)
    {
        if (row.EmailKey is not { } key) yield break;
        yield return new(ConsentChannel.Email, key);
        if (row.SmsSubscribed is not null && (row.Phone ?? contacts.GetValueOrDefault(key)?.Phone) is { } number)
            yield return new(ConsentChannel.Sms, number);
    }
}
