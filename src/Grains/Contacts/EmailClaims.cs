using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Consent;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Gives an address to a contact, alone or by merging its owner in: one transaction that checks the versions of both rows.
/// </summary>
public sealed class EmailClaims(IContactStore store, ConsentLedger consents, ISuppressionStore suppressed, TimeProvider time)
{
    public Task<ContactResult> ExecuteAsync(int organisationId, EmailClaim claim) =>
        OptimisticChange.RunAsync(
            store, cancellationToken => DecideAsync(organisationId, claim, cancellationToken), CancellationToken.None, claim.Trail);

    private async Task<Decision> DecideAsync(int organisationId, EmailClaim claim, CancellationToken cancellationToken)
    {
        var contact = await store.FindAsync(organisationId, claim.ContactId, cancellationToken);
        if (contact is null) return Decision.Refuse(ContactOutcome.NotFound);
        if (claim.Changes?.IsMeantFor(contact) == false) return Decision.Refuse(ContactOutcome.ChangedMeanwhile);
        if (claim.CurrentEmail is { } current && contact.Email != current) return Decision.Refuse(ContactOutcome.EmailMismatch);
        if (contact.Email == claim.Email && claim.Changes is null) return Decision.Refuse(ContactResult.Done(contact.ToContact()));
        var owner = await store.FindByEmailAsync(organisationId, claim.EmailKey, cancellationToken);
        if (owner is not null && owner.Id != contact.Id && !claim.ConfirmMerge)
            return await IsUnchangedAsync(organisationId, contact, claim, cancellationToken)
                ? Decision.Refuse(ContactResult.Taken(owner.ExternalId))
                : await DecideAsync(organisationId, claim, cancellationToken);
        var note = new ChangeNote(claim.Actor, time.GetUtcNow(), claim.Reason, Evidence: claim.Changes?.Evidence);
        return owner is null || owner.Id == contact.Id
            ? await RenameAsync(contact, claim, note, cancellationToken)
            : await MergeAndRenameAsync(contact, owner, claim, note, cancellationToken);
    }

    private async Task<Decision> RenameAsync(ContactRow contact, EmailClaim claim, ChangeNote note, CancellationToken cancellationToken)
    {
        var renamed = contact with { Email = claim.Email, EmailKey = claim.EmailKey };
        if (claim.Changes is not { } changes)
            return await suppressed.ForbidsAsync(contact, renamed, cancellationToken)
                ? Decision.Refuse(ContactOutcome.Suppressed)
                : await consents.UpdateAsync(contact, renamed, null, note, cancellationToken);
        if (ContactRules.Update(renamed, changes, out var problem) is not { } updated)
            return Decision.Refuse(ContactResult.Invalid(problem!));
        if (await suppressed.ForbidsAsync(contact, updated, cancellationToken)) return Decision.Refuse(ContactOutcome.Suppressed);
        return await store.ForeignIdOwnerAsync(contact, updated, cancellationToken) is { } other
            ? Decision.Refuse(ContactResult.ForeignIdTaken(other.ExternalId))
            : await consents.UpdateAsync(contact, updated, changes, note, cancellationToken);
    }

    /// <summary>
    /// Whether the claimer is as it was read. Otherwise owner and claimer may not be of one moment: the undo of a merge between the two
    /// reads gives the address to the very contact that asks for it.
    /// </summary>
    private async Task<bool> IsUnchangedAsync(
        int organisationId, ContactRow contact, EmailClaim claim, CancellationToken cancellationToken) =>
        await store.FindAsync(organisationId, claim.ContactId, cancellationToken) is { } now
        && now.Id == contact.Id && now.Version == contact.Version;

    private async Task<Decision> MergeAndRenameAsync(
        ContactRow contact, ContactRow owner, EmailClaim claim, ChangeNote note, CancellationToken cancellationToken)
    {
        var book = await consents.OpenAsync(note.At, [contact, owner], cancellationToken);
        var decision = MergeDecisions.Decide(
            contact, owner, book, note, merged => merged with { Email = claim.Email, EmailKey = claim.EmailKey });
        return await consents.WithAsync(decision, book, note, cancellationToken);
    }
}
