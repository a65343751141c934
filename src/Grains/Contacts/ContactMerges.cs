using System.Collections.Immutable;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tickets;

namespace Contacts.Grains.Contacts;

/// <summary>Merges two contacts, undoes a merge, and shows a contact with what was merged into it. Each change is one transaction.</summary>
public sealed class ContactMerges(IContactStore store, ITicketStore tickets, OrganisationCatalogue organisations, TimeProvider time)
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLimit = 500;

    public static string? ReadReason(ContactInput input, string? text)
    {
        var reason = input.Text(text, ReasonLimit, InputField.Reason);
        if (reason is null) input.Refuse(InputField.Reason, "is required");
        return reason;
    }

    public Task<ContactResult> MergeAsync(int organisationId, long finalId, long legacyId, string actor, CancellationToken cancellationToken) =>
        ContactChange.RunAsync(store, async token =>
        {
            var survivor = await store.FindAsync(organisationId, finalId, token);
            var legacy = await store.FindAsync(organisationId, legacyId, token);
            if (survivor is null || legacy is null) return Decision.Refuse(ContactOutcome.NotFound);
            if (survivor.Id == legacy.Id)
                return Decision.Refuse(ContactResult.Invalid(FieldProblem.Of(InputField.LegacyContact, "must be another contact")));
            return Merges.Decide(survivor, legacy, new(actor, time.GetUtcNow()));
        }, cancellationToken);

    public async Task<ContactResult> UndoAsync(
        int organisationId, string mergeId, string reason, string actor, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.SettingsAsync(organisationId, cancellationToken));
        var clean = ReadReason(input, reason);
        if (input.Problem is { } problem) return ContactResult.Invalid(problem);
        return await ContactChange.RunAsync(
            store, token => DecideUndoAsync(organisationId, mergeId, new(actor, time.GetUtcNow(), clean), token), cancellationToken);
    }

    public async Task<ContactDetail?> DetailAsync(int organisationId, long contactId, CancellationToken cancellationToken)
    {
        var contact = await store.FindAsync(organisationId, contactId, cancellationToken);
        if (contact is null) return null;
        var merges = await store.MergesAsync(organisationId, contact.Id, cancellationToken);
        return new ContactDetail
        {
            Contact = contact.ToContact(),
            History = await store.HistoryAsync(organisationId, contact.Id, cancellationToken),
            Merges = [.. merges.Select(merge =>
                new MergeEntry { MergeId = merge.MergeId, MergedAt = merge.MergedAt, LegacyId = merge.LegacyExternalId })],
            Tickets = await tickets.OfContactAsync(organisationId, contact.Id, cancellationToken),
        };
    }

    private async Task<Decision> DecideUndoAsync(int organisationId, string mergeId, ChangeNote note, CancellationToken cancellationToken)
    {
        var merge = await store.FindMergeAsync(organisationId, mergeId, cancellationToken);
        if (merge is null) return Decision.Refuse(ContactOutcome.MergeNotFound);
        if (merge.UndoneAt is not null) return Refuse("It has been undone already.");
        var survivor = await store.FindRowAsync(organisationId, merge.SurvivorId, cancellationToken);
        var legacy = await store.FindRowAsync(organisationId, merge.LegacyId, cancellationToken);
        if (survivor is null || legacy is null || legacy.MergedInto != survivor.Id) return Refuse("The contacts are no longer merged.");
        if (survivor.MergedInto is not null) return Refuse("The surviving contact was itself merged into another; undo that merge first.");
        return await DecideUndoAsync(merge, survivor, legacy, note, cancellationToken);
    }

    private async Task<Decision> DecideUndoAsync(
        MergeRecord merge, ContactImage survivor, ContactImage legacy, ChangeNote note, CancellationToken cancellationToken)
    {
        var journal = await RekeyAsync(Merges.Read(merge.Journal), merge.OrganisationId, cancellationToken);
        var decision = Merges.Undo(merge, journal, survivor, legacy with { EmailKey = journal.LegacyBefore.EmailKey }, note);
        foreach (var image in decision.Changes!.Contacts)
        {
            if (image.EmailKey is null) continue;
            var owner = await store.FindByEmailAsync(merge.OrganisationId, image.EmailKey, cancellationToken);
            if (owner is not null && owner.Id != survivor.Id && owner.Id != legacy.Id)
                return Refuse($"The address {image.Email} belongs to another contact now.");
        }
        var keys = decision.Changes.Contacts.Select(image => image.EmailKey).OfType<string>().ToImmutableArray();
        return keys.Distinct().Count() == keys.Length ? decision : Refuse("The survivor has the other contact's address now.");
    }

    /// <summary>The organisation may have changed since the merge which addresses it takes for the same.</summary>
    private async Task<MergeJournal> RekeyAsync(MergeJournal journal, int organisationId, CancellationToken cancellationToken)
    {
        var mode = (await organisations.SettingsAsync(organisationId, cancellationToken)).EmailCanonicalization;
        return new MergeJournal
        {
            SurvivorBefore = Rekey(journal.SurvivorBefore), LegacyBefore = Rekey(journal.LegacyBefore), SurvivorAfter = Rekey(journal.SurvivorAfter),
        };

        ContactImage Rekey(ContactImage image) =>
            EmailAddress.TryParse(image.Email, out var address, out _) ? image with { EmailKey = address.Canonical(mode) } : image;
    }

    private static Decision Refuse(string why) => Decision.Refuse(new ContactResult { Outcome = ContactOutcome.CannotBeUndone, Why = why });
}
