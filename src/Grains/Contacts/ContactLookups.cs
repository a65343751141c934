using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Grains.Contacts;

/// <summary>Looks for contacts by what integrators know of them.</summary>
internal static class ContactLookups
{
    private const int MostCandidates = 100;

    /// <summary>The live contacts that have the first of id, address and number that is given; several only by the number.</summary>
    public static async ValueTask<ImmutableArray<ContactRow>> FindAllAsync(
        this IContactStore store, int organisationId, ContactIdentity identity, CancellationToken cancellationToken) => identity switch
        {
            { ForeignId: { } id } => One(await store.FindByForeignIdAsync(organisationId, id, cancellationToken)),
            { EmailKey: { } key } => One(await store.FindByEmailAsync(organisationId, key, cancellationToken)),
            { Phone: { } phone } => await store.FindByPhoneAsync(organisationId, phone, MostCandidates, cancellationToken),
            _ => [],
        };

    /// <summary>The live contact that has the id which a contact is to get; null where it is free, or the contact's own.</summary>
    public static async ValueTask<ContactRow?> ForeignIdOwnerAsync(
        this IContactStore store, ContactRow before, ContactRow after, CancellationToken cancellationToken)
    {
        if (after.ForeignId is not { } id || id == before.ForeignId) return null;
        var owner = await store.FindByForeignIdAsync(before.OrganisationId, id, cancellationToken);
        return owner?.Id == before.Id ? null : owner;
    }

    private static ImmutableArray<ContactRow> One(ContactRow? contact) => contact is null ? [] : [contact];
}
