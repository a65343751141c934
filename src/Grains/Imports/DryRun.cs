using Contacts.Core.Contacts;
using Contacts.Core.Imports;

namespace Contacts.Grains.Imports;

/// <summary>
/// What rows would come to, without writing anything. It sees the contacts as they are and the rows of the same step: an address that
/// occurs again later in the file counts as new again.
/// </summary>
public sealed class DryRun(IImportStore store, IContactHistoryStore histories)
{
    public async Task<ContactWriteOutcome[]> RunAsync(ImportStep step, CancellationToken cancellationToken)
    {
        var keys = step.Rows.Select(row => row.EmailKey).OfType<string>().ToHashSet();
        var known = new Dictionary<string, ContactRow>(await store.KnownAsync(step.Job.OrganisationId, keys, cancellationToken));
        var outcomes = new ContactWriteOutcome[step.Rows.Length];
        for (var i = 0; i < outcomes.Length; i++) outcomes[i] = await TryAsync(step.Rows[i], known, cancellationToken);
        return outcomes;
    }

    private async Task<ContactWriteOutcome> TryAsync(
        ContactWrite row, Dictionary<string, ContactRow> known, CancellationToken cancellationToken)
    {
        if (row.EmailKey is not { } key) return ContactWriteOutcome.Created;
        var contact = known.GetValueOrDefault(key);
        var optOuts = contact is not null && ContactWriteRule.Raises(contact, row)
            ? ConsentHistory.OptOuts((await histories.ReadAsync(row.OrganisationId, contact.Id, HistoryRange.All, cancellationToken)).Entries)
            : OptOuts.None;
        var effect = ContactWriteRule.Apply(contact, row, optOuts);
        known[key] = effect.Contact;
        return effect.Outcome;
    }
}
