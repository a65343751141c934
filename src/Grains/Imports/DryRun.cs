using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using JsonText = System.Text.Json.Nodes.JsonValue;

namespace Contacts.Grains.Imports;

/// <summary>
/// What rows would come to, without writing contacts: it sees them as they are, and as the rows before would have left them. The first
/// changes are kept to be shown.
/// </summary>
public sealed class DryRun(IImportStore store, IImportTrialStore trials, IConsentStore consents, ISuppressionStore suppressions)
{
    /// <summary>The results of the rows, and what to keep of them; <paramref name="groups"/> names groups by id.</summary>
    public async Task<(ContactWriteResult[] Results, ImportTrial Trial)> RunAsync(
        ImportStep step, IReadOnlyDictionary<long, string> groups, CancellationToken cancellationToken)
    {
        var contacts = await LoadAsync(step, cancellationToken);
        var suppressed = await suppressions.FindAsync(
            step.Job.OrganisationId, [.. step.Rows.SelectMany(row => SuppressedChange.AskedOf(row, null)).Distinct()], cancellationToken);
        var results = new ContactWriteResult[step.Rows.Length];
        var samples = ImmutableArray.CreateBuilder<ImportSample>();
        var room = ImportSample.Most - (step.Job.Created + step.Job.Updated);
        for (var i = 0; i < step.Rows.Length; i++)
        {
            var effect = Try(contacts, step.Rows[i], step.Origins[i].Row, suppressed, out var known);
            results[i] = ContactWriteResult.Of(effect, effect.Contact.Id);
            if (effect.IsWritten && samples.Count < room) samples.Add(Sample(step.Origins[i].Row, known, effect, groups));
        }
        return (results, new(contacts.Changes, samples.ToImmutable()));
    }

    private static ContactWriteEffect Try(TrialContacts contacts, ContactWrite row, long number, IReadOnlySet<ConsentKey> suppressed,
        out ContactRow? known)
    {
        known = contacts.Find(row, out var isAmbiguous);
        if (isAmbiguous) return new(ContactWriteOutcome.Ambiguous, known!);
        var effect = ContactWriteRule.Apply(
            known, row, contacts.ConsentsOf(row, known), contacts.OwnerOf(row), SuppressedChange.Of(suppressed, row, known));
        contacts.Take(effect, TrialContacts.IdOf(number));
        return effect;
    }

    private static ImportSample Sample(long row, ContactRow? known, ContactWriteEffect effect, IReadOnlyDictionary<long, string> groups)
    {
        var change = effect.Events.FirstOrDefault();
        return new()
        {
            Row = row, IsNew = known is null, ContactId = known?.Id ?? TrialContacts.IdOf(row),
            Before = known is null ? null : Named(change?.Before, groups),
            After = Named(change?.After, groups),
        };
    }

    private static string? Named(string? values, IReadOnlyDictionary<long, string> groups)
    {
        if (values is null || JsonNode.Parse(values) is not JsonObject json || json["groups"] is not JsonArray ids) return values;
        json["groups"] = new JsonArray([.. ids.Select(id => JsonText.Create(groups.GetValueOrDefault((long)id!, "")))]);
        return json.ToJsonString();
    }

    private async Task<TrialContacts> LoadAsync(ImportStep step, CancellationToken cancellationToken)
    {
        var contacts = new TrialContacts();
        foreach (var contact in await StoredAsync(step, cancellationToken)) contacts.Add(contact);
        string[] addresses = [.. step.Rows.Select(row => row.EmailKey).OfType<string>().Distinct()];
        string[] phones = [.. step.Rows.Select(row => row.Phone).OfType<string>().Distinct()];
        var noted = await trials.FindAsync(
            step.Job,
            [
                .. addresses.Select(TrialContacts.OfEmail), .. phones.Select(TrialContacts.OfPhone),
                .. ForeignIds(step).Select(TrialContacts.OfForeignId),
            ],
            cancellationToken);
        var ids = TrialContacts.Noted(noted).Concat(contacts.Ids).Distinct().Select(TrialContacts.OfContact);
        contacts.Overlay(await trials.FindAsync(step.Job, [.. ids], cancellationToken));
        await AddConsentsAsync(step, contacts, cancellationToken);
        return contacts;
    }

    private async Task<IEnumerable<ContactRow>> StoredAsync(ImportStep step, CancellationToken cancellationToken)
    {
        var organisationId = step.Job.OrganisationId;
        var byEmail = await store.KnownAsync(
            organisationId, step.Rows.Select(row => row.EmailKey).OfType<string>().ToHashSet(), cancellationToken);
        string[] phones = [.. step.Rows.Where(row => row.MatchesPhone).Select(row => row.Phone!).Distinct()];
        var byPhone = phones.Length == 0
            ? []
            : (await store.KnownByPhoneAsync(organisationId, phones, step.Job.Match == ImportMatch.Phone, cancellationToken))
            .SelectMany(one => one);
        var foreignIds = ForeignIds(step);
        var byForeignId = foreignIds.Length == 0 ? [] : await store.KnownByForeignIdAsync(organisationId, foreignIds, cancellationToken);
        return byEmail.Values.Concat(byPhone).Concat(byForeignId);
    }

    private static string[] ForeignIds(ImportStep step) => [.. step.Rows.Select(row => row.ForeignId).OfType<string>().Distinct()];

    private async Task AddConsentsAsync(ImportStep step, TrialContacts contacts, CancellationToken cancellationToken)
    {
        ConsentKey[] keys = [.. step.Rows.SelectMany(row => KeysOf(row, contacts.Find(row, out _))).Distinct()];
        foreach (var consent in await consents.FindAsync(step.Job.OrganisationId, keys, cancellationToken)) contacts.Add(consent);
        contacts.Overlay(await trials.FindAsync(step.Job, [.. keys.Select(TrialContacts.OfConsent)], cancellationToken));
    }

    private static IEnumerable<ConsentKey> KeysOf(ContactWrite row, ContactRow? contact)
    {
        if ((row.EmailKey ?? contact?.EmailKey) is { } key) yield return new(ConsentChannel.Email, key);
        if (row.Phone is { } phone) yield return new(ConsentChannel.Sms, phone);
        if (contact?.Phone is { } number) yield return new(ConsentChannel.Sms, number);
    }
}
