using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Updates the contact of an identity, or creates it. Where the contact appears, goes or is merged in between, it looks again: that no two
/// contacts get one id or one address is the store's to see to, and one number the grain's.
/// </summary>
public sealed class ContactUpserts(IContactStore store, ContactIntake intake, ContactUpdates updates, EmailClaims claims)
{
    private const int MostAttempts = 100;

    public async Task<ContactResult> ExecuteAsync(int organisationId, ContactUpsert upsert)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (contact, refusal) = await FindAsync(organisationId, upsert.Identity);
            if (refusal is not null) return refusal;
            var result = contact is null
                ? await CreateAsync(organisationId, upsert)
                : await UpdateAsync(organisationId, contact.Id, upsert.Update);
            var isOvertaken = contact is null
                ? result.Outcome is ContactOutcome.EmailTaken or ContactOutcome.ForeignIdTaken
                : result.Outcome == ContactOutcome.NotFound;
            if (!isOvertaken) return result;
        }
        throw new StoreUnavailableException("The contact kept changing while it was being written.");
    }

    /// <summary>
    /// By the id; an id that nobody has goes to the contact of the address, if that has none. The number counts where it is all there is.
    /// </summary>
    private async Task<(ContactRow? Contact, ContactResult? Refusal)> FindAsync(int organisationId, ContactIdentity identity)
    {
        var found = await store.FindAllAsync(organisationId, identity, CancellationToken.None);
        if (found.Length > 1)
            return (null, ContactResult.Of(ContactOutcome.SeveralMatch) with { Candidates = [.. found.Select(contact => contact.Id)] });
        if (found.Length == 1 || identity is { ForeignId: null } or { EmailKey: null }) return (found.FirstOrDefault(), null);
        var owner = await store.FindByEmailAsync(organisationId, identity.EmailKey, CancellationToken.None);
        return owner is { ForeignId: not null } ? (null, ContactResult.Taken(owner.ExternalId)) : (owner, null);
    }

    private async Task<ContactResult> CreateAsync(int organisationId, ContactUpsert upsert) => upsert.New is { } contact
        ? await intake.WriteAsync(organisationId, contact with { Trail = Noted(contact.Trail, ContactChange.Created) })
        : ContactResult.Invalid(upsert.Problem!);

    private async Task<ContactResult> UpdateAsync(int organisationId, long contactId, UpdateContactRequest request)
    {
        request = request with { Trail = Noted(request.Trail, ContactChange.Updated) };
        var (changes, claim, refusal) = await updates.ReadAsync(organisationId, contactId, request, CancellationToken.None);
        if (changes is null) return refusal!;
        if (claim is not null) return await claims.ExecuteAsync(organisationId, claim);
        return await OptimisticChange.RunAsync(
            store, token => updates.DecideAsync(organisationId, contactId, changes, request.Actor, token), CancellationToken.None,
            request.Trail);
    }

    private static CommandTrail? Noted(CommandTrail? trail, ContactChange change) => trail?.Noting(change.ToString());
}
