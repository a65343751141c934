using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Tickets;
using Contacts.Grains.Consent;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Contacts;

/// <summary>A merge of two contacts, its caller, and the trail that is written with it.</summary>
public sealed record MergeOrder(long FinalId, long LegacyId, string Actor, CommandTrail? Trail = null);

/// <summary>
/// Merges two contacts, undoes a merge, and shows a contact with what was merged into it. Each change is one transaction.
/// </summary>
public sealed class ContactMerger(
    IContactStore store, IContactHistoryStore histories, ITicketStore tickets, OrganisationCatalogue organisations,
    ConsentLedger consents, ISuppressionStore suppressed, TimeProvider time)
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLimit = 500;

    public static string? ReadReason(ContactInput input, string? text)
    {
        var reason = input.Text(text, ReasonLimit, InputField.Reason);
        if (reason is null) input.Refuse(InputField.Reason, "is required");
        return reason;
    }

    public Task<ContactResult> MergeAsync(int organisationId, MergeOrder order, CancellationToken cancellationToken) =>
        OptimisticChange.RunAsync(store, async token =>
        {
            var survivor = await store.FindAsync(organisationId, order.FinalId, token);
            var legacy = await store.FindAsync(organisationId, order.LegacyId, token);
            if (survivor is null || legacy is null) return Decision.Refuse(ContactOutcome.NotFound);
            if (survivor.Id == legacy.Id)
                return Decision.Refuse(ContactResult.Invalid(FieldProblem.Of(InputField.LegacyContact, "must be another contact")));
            var merge = await DecideMergeAsync(survivor, legacy, new(order.Actor, time.GetUtcNow()), token);
            return order.Trail is { } trail ? merge.With(trail.Noting(merge.Answer.MergeId!)) : merge;
        }, cancellationToken);

    public async Task<ContactResult> UndoAsync(int organisationId, MergeUndo undo, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.IdentityAsync(organisationId, cancellationToken));
        var clean = ReadReason(input, undo.Reason);
        if (input.Problem is { } problem) return ContactResult.Invalid(problem);
        return await OptimisticChange.RunAsync(
            store, token => DecideUndoAsync(organisationId, undo.MergeId, new(undo.Actor, time.GetUtcNow(), clean), token),
            cancellationToken,
            undo.Trail);
    }

    public async Task<ContactDetail?> DetailAsync(int organisationId, long contactId, CancellationToken cancellationToken)
    {
        var contact = await store.FindAsync(organisationId, contactId, cancellationToken);
        if (contact is null) return null;
        var merges = await store.MergesAsync(organisationId, contact.Id, cancellationToken);
        var (email, sms) = await consents.StandingsAsync(contact, time.GetUtcNow(), cancellationToken);
        return new ContactDetail
        {
            Contact = contact.ToContact() with { EmailConsent = email },
            SmsConsent = sms,
            History = await histories.ReadAsync(organisationId, contact.Id, HistoryRange.Newest, cancellationToken),
            Merges = [.. merges.Select(merge =>
                new MergeEntry { MergeId = merge.MergeId, MergedAt = merge.MergedAt, LegacyId = merge.LegacyExternalId })],
            Tickets = await tickets.OfContactAsync(organisationId, contact.Id, cancellationToken),
        };
    }

    /// <summary>Where the two were the spellings of one mailbox, the survivor gets the canonical form that the other leaves.</summary>
    private async Task<Decision> DecideMergeAsync(
        ContactRow survivor, ContactRow legacy, ChangeNote note, CancellationToken cancellationToken)
    {
        var mode = (await organisations.IdentityAsync(survivor.OrganisationId, cancellationToken)).EmailCanonicalization;
        var book = await consents.OpenAsync(note.At, [survivor, legacy], cancellationToken);
        var decision = MergeDecisions.Decide(survivor, legacy, book, note, merged =>
            EmailIdentity.Rekeyed(merged, mode) is var rekeyed && rekeyed.EmailKey == legacy.EmailKey ? rekeyed : merged);
        return await consents.WithAsync(decision, book, note, cancellationToken);
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
        MergeRecord merge, ContactRow survivor, ContactRow legacy, ChangeNote note, CancellationToken cancellationToken)
    {
        var mode = (await organisations.IdentityAsync(merge.OrganisationId, cancellationToken)).EmailCanonicalization;
        var later = (await store.MergesAsync(merge.OrganisationId, survivor.Id, cancellationToken))
            .Where(other => other.SurvivorId == survivor.Id)
            .TakeWhile(other => other.MergeId != merge.MergeId) // Newest first: those made after this one.
            .Select(other => MergeDecisions.Read(other.Journal))
            .Reverse();
        var (restored, revived) = MergeRule.Undo(MergeDecisions.Read(merge.Journal), survivor, legacy, [.. later]);

        // The organisation may have changed since the merge which addresses it takes for the same.
        revived = EmailIdentity.Rekeyed(revived, mode);
        restored = restored.Email == survivor.Email
            ? restored with { EmailKey = survivor.EmailKey }
            : EmailIdentity.Rekeyed(restored, mode);
        if (restored.Email is null && restored.Phone is null)
            return Refuse("The surviving contact would be left with neither e-mail nor phone.");
        if (restored.EmailKey is not null && restored.EmailKey == revived.EmailKey)
            return Refuse($"The surviving contact has the address {restored.Email} of the other one now.");
        if (restored.ForeignId is not null && restored.ForeignId == revived.ForeignId)
            return Refuse($"The surviving contact has the external id {restored.ForeignId} of the other one now.");
        foreach (var row in new[] { restored, revived })
            if (await TakenAsync(row, survivor, cancellationToken) is { } taken)
                return Refuse($"{taken} belongs to another contact now.");
        if (await suppressed.ForbidsAsync(survivor, restored, cancellationToken)
            || await suppressed.ForbidsAsync(survivor, revived, cancellationToken))
            return Refuse("The person of an address or number that would come back asked to be forgotten.");
        var book = await consents.OpenAsync(note.At, [survivor], cancellationToken, restored, revived);
        var before = MergeDecisions.Read(merge.Journal).Consents;
        restored = ContactConsents.Undo(book, before, restored, note.Act);
        revived = ContactConsents.Undo(book, before, revived, note.Act);
        var decision = MergeDecisions.Undo(merge, (survivor, legacy), (restored, revived), note);
        return await consents.WithAsync(decision, book, note, cancellationToken);
    }

    /// <summary>What of a contact that is to be revived another one has by now, besides the survivor of the merge.</summary>
    private async Task<string?> TakenAsync(ContactRow row, ContactRow survivor, CancellationToken cancellationToken)
    {
        bool IsOther(ContactRow? owner) => owner is not null && owner.Id != survivor.Id && owner.Id != row.Id;
        if (row.EmailKey is { } key && IsOther(await store.FindByEmailAsync(row.OrganisationId, key, cancellationToken)))
            return $"The address {row.Email}";
        return row.ForeignId is { } id && IsOther(await store.FindByForeignIdAsync(row.OrganisationId, id, cancellationToken))
            ? $"The external id {id}"
            : null;
    }

    private static Decision Refuse(string why) => Decision.Refuse(new ContactResult { Outcome = ContactOutcome.CannotBeUndone, Why = why });
}
