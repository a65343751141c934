using System.Collections.Immutable;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>Keeps changes from giving contacts what belonged to people who asked to be forgotten.</summary>
public static class SuppressedChange
{
    /// <summary>
    /// What a write is about that may be suppressed: an address that no contact has, and a number that its contact has not.
    /// </summary>
    public static IEnumerable<ConsentKey> AskedOf(ContactWrite write, ContactRow? known)
    {
        if (known is null && write.EmailKey is { } address) yield return new(ConsentChannel.Email, address);
        if (write.Phone is { } number && number != known?.Phone) yield return new(ConsentChannel.Sms, number);
    }

    /// <summary>Those of <see cref="AskedOf"/> that are suppressed.</summary>
    public static SuppressedParts Of(IReadOnlySet<ConsentKey> suppressed, ContactWrite write, ContactRow? known)
    {
        var parts = new SuppressedParts();
        foreach (var key in AskedOf(write, known))
            if (suppressed.Contains(key)) parts = parts.With(key.Channel);
        return parts;
    }

    /// <summary>Whether the contact is to get an address or a number that is suppressed.</summary>
    public static async Task<bool> ForbidsAsync(
        this ISuppressionStore store, ContactRow before, ContactRow after, CancellationToken cancellationToken)
    {
        var gained = ContactConsents.KeysOf(after).RemoveRange(ContactConsents.KeysOf(before));
        return !gained.IsEmpty && !(await store.FindAsync(after.OrganisationId, gained, cancellationToken)).IsEmpty;
    }
}
