using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Grains.Consent;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Contacts;

/// <summary>Checks partial updates of contacts, and decides those that claim no address.</summary>
public sealed class ContactUpdates(
    IContactStore store, OrganisationCatalogue organisations, GroupCatalogue groups, ConsentLedger consents,
    ISuppressionStore suppressed, TimeProvider time)
{
    /// <summary>
    /// The update as read with its groups, and the claim of which it is a part where an address was sent; or why it is refused (Invalid,
    /// GroupNotFound).
    /// </summary>
    public async Task<(CheckedUpdate? Changes, EmailClaim? Claim, ContactResult? Refusal)> ReadAsync(
        int organisationId, long contactId, UpdateContactRequest request, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.IdentityAsync(organisationId, cancellationToken));
        var email = request.Email.IsSent ? input.Email(request.Email.Value) : null;
        var changes = CheckedUpdate.Read(input, request);
        if (input.Problem is { } problem) return (null, null, ContactResult.Invalid(problem));
        var chosen = await groups.FindAsync(organisationId, request.GroupIds ?? [], cancellationToken);
        var added = await groups.FindAsync(organisationId, request.AddGroupIds, cancellationToken);
        var removed = await groups.FindAsync(organisationId, request.RemoveGroupIds, cancellationToken);
        if (chosen is not { } groupsToHave || added is not { } toAdd || removed is null)
            return (null, null, ContactResult.Of(ContactOutcome.GroupNotFound));
        changes = changes with
        {
            ClearEmail = request.Email.IsSent && email is null,
            Groups = request.GroupIds is null ? null : groupsToHave, AddGroups = toAdd, RemoveGroupIds = request.RemoveGroupIds,
        };
        return (changes, email is { } claimed ? ClaimOf(claimed) : null, null);

        EmailClaim ClaimOf(EmailAddress address) => new()
        {
            ContactId = contactId, Email = address.Normalised, EmailKey = input.Canonical(address), Changes = changes,
            Actor = request.Actor, Trail = request.Trail,
        };
    }

    /// <summary>What the changes make of a contact.</summary>
    public async Task<Decision> DecideAsync(
        int organisationId, long contactId, CheckedUpdate changes, string actor, CancellationToken cancellationToken)
    {
        var contact = await store.FindAsync(organisationId, contactId, cancellationToken);
        if (contact is null) return Decision.Refuse(ContactOutcome.NotFound);
        if (!changes.IsMeantFor(contact)) return Decision.Refuse(ContactOutcome.ChangedMeanwhile);
        if (ContactRules.Update(contact, changes, out var problem) is not { } updated)
            return Decision.Refuse(ContactResult.Invalid(problem!));
        if (await store.ForeignIdOwnerAsync(contact, updated, cancellationToken) is { } owner)
            return Decision.Refuse(ContactResult.ForeignIdTaken(owner.ExternalId));
        if (await suppressed.ForbidsAsync(contact, updated, cancellationToken)) return Decision.Refuse(ContactOutcome.Suppressed);
        var note = new ChangeNote(actor, time.GetUtcNow(), Evidence: changes.Evidence);
        return await consents.UpdateAsync(contact, updated, changes, note, cancellationToken);
    }
}
