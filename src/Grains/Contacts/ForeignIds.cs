using Contacts.Core.Contacts;

namespace Contacts.Grains.Contacts;

/// <summary>Looks for the contact that stands in the way of an integrator's id.</summary>
internal static class ForeignIds
{
    /// <summary>The live contact that has the id which a contact is to get; null where it is free, or the contact's own.</summary>
    public static async ValueTask<ContactRow?> ForeignIdOwnerAsync(
        this IContactStore store, ContactRow before, ContactRow after, CancellationToken cancellationToken)
    {
        if (after.ForeignId is not { } id || id == before.ForeignId) return null;
        var owner = await store.FindByForeignIdAsync(before.OrganisationId, id, cancellationToken);
        return owner?.Id == before.Id ? null : owner;
    }
}
