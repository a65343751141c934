using Contacts.Core.Contacts;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Gives an address to a contact, alone or by merging its owner in: one transaction that checks the versions of both rows.
/// </summary>
public sealed class EmailClaims(IContactStore store, TimeProvider time)
{
    public Task<ContactResult> ExecuteAsync(int organisationId, EmailClaim claim) =>
        OptimisticChange.RunAsync(
            store, cancellationToken => DecideAsync(organisationId, claim, cancellationToken), CancellationToken.None, claim.Stamp);

    private async Task<Decision> DecideAsync(int organisationId, EmailClaim claim, CancellationToken cancellationToken)
    {
        var contact = await store.FindAsync(organisationId, claim.ContactId, cancellationToken);
        if (contact is null) return Decision.Refuse(ContactOutcome.NotFound);
        if (claim.CurrentEmail is { } current && contact.Email != current) return Decision.Refuse(ContactOutcome.EmailMismatch);
        if (contact.Email == claim.Email && claim.Changes is null) return Decision.Refuse(ContactResult.Done(contact.ToContact()));
        var owner = await store.FindByEmailAsync(organisationId, claim.EmailKey, cancellationToken);
        if (owner is not null && owner.Id != contact.Id && !claim.ConfirmMerge)
            return await IsUnchangedAsync(organisationId, contact, claim, cancellationToken)
                ? Decision.Refuse(ContactResult.Taken(owner.ExternalId))
                : await DecideAsync(organisationId, claim, cancellationToken);
        var note = new ChangeNote(claim.Actor, time.GetUtcNow(), claim.Reason);
        return owner is null || owner.Id == contact.Id ? Rename(contact, claim, note) : MergeAndRename(contact, owner, claim, note);
    }

    /// <summary>
    /// Whether the claimer is as it was read. Otherwise owner and claimer may not be of one moment: the undo of a merge between the two
    /// reads gives the address to the very contact that asks for it.
    /// </summary>
    private async Task<bool> IsUnchangedAsync(
        int organisationId, ContactRow contact, EmailClaim claim, CancellationToken cancellationToken) =>
        await store.FindAsync(organisationId, claim.ContactId, cancellationToken) is { } now
        && now.Id == contact.Id && now.Version == contact.Version;

    private static Decision Rename(ContactRow contact, EmailClaim claim, ChangeNote note)
    {
        var renamed = contact with { Email = claim.Email, EmailKey = claim.EmailKey };
        if (claim.Changes is { } changes) renamed = ContactRules.Update(renamed, changes)!; // The address stays: never null.
        return ContactRules.IsSame(contact, renamed)
            ? Decision.Refuse(ContactResult.Done(contact.ToContact()))
            : Decision.Change(contact, renamed, note);
    }

    private static Decision MergeAndRename(ContactRow contact, ContactRow owner, EmailClaim claim, ChangeNote note) =>
        MergeDecisions.Decide(contact, owner, note, merged => merged with { Email = claim.Email, EmailKey = claim.EmailKey });
}
