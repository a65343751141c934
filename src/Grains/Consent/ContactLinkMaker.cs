using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;

namespace Contacts.Grains.Consent;

/// <summary>Makes the links by which people unsubscribe and choose. They never expire.</summary>
public sealed class ContactLinkMaker(IContactStore contacts, IConsentStore consents, LinkKeyRing keys, TimeProvider time)
{
    private const int MostAttempts = 10;

    /// <summary>In the order of the request: addresses, then ids.</summary>
    public async Task<ImmutableArray<ContactLinks>> MakeAsync(
        int organisationId, LinkRequest request, CancellationToken cancellationToken)
    {
        var found = new List<ContactRow?>();
        foreach (var key in request.EmailKeys) found.Add(await contacts.FindByEmailAsync(organisationId, key, cancellationToken));
        foreach (var id in request.ContactIds) found.Add(await contacts.FindAsync(organisationId, id, cancellationToken));
        var ids = await IdsAsync(organisationId, [.. found.Select(contact => contact?.EmailKey).OfType<string>()], cancellationToken);
        var links = ImmutableArray.CreateBuilder<ContactLinks>(found.Count);
        foreach (var contact in found) links.Add(await LinksAsync(contact, ids, cancellationToken));
        return links.MoveToImmutable();
    }

    private async Task<ContactLinks> LinksAsync(
        ContactRow? contact, IReadOnlyDictionary<string, long> ids, CancellationToken cancellationToken)
    {
        if (contact?.EmailKey is not { } key) return new() { ContactId = contact?.Id };
        return new ContactLinks
        {
            Email = contact.Email, ContactId = contact.Id,
            UnsubscribeToken = await keys.SealAsync(new(LinkPurpose.Unsubscribe, contact.OrganisationId, ids[key]), cancellationToken),
            PreferencesToken = await keys.SealAsync(new(LinkPurpose.Preferences, contact.OrganisationId, ids[key]), cancellationToken),
        };
    }

    /// <summary>The ids of the consents of addresses; an address of which nothing was known gets one.</summary>
    private async Task<IReadOnlyDictionary<string, long>> IdsAsync(
        int organisationId, ImmutableArray<string> addresses, CancellationToken cancellationToken)
    {
        ConsentKey[] keys = [.. addresses.Distinct().Select(address => new ConsentKey(ConsentChannel.Email, address))];
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var known = (await consents.FindAsync(organisationId, keys, cancellationToken)).ToDictionary(row => row.Address, row => row.Id);
            var missing = keys.Where(key => !known.ContainsKey(key.Address)).ToArray();
            if (missing.Length == 0) return known;
            await contacts.ApplyAsync(
                Decision.Set(organisationId, [], [], time.GetUtcNow()) with
                {
                    Consents = [.. missing.Select(key => ConsentRow.Unknown(organisationId, key))],
                }, cancellationToken); // Where another one was faster, the next look finds them.
        }
        throw new StoreUnavailableException("Consents kept changing while they were being read.");
    }
}
