using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Grains.Groups;

namespace Contacts.Grains.Contacts;

/// <summary>Finds the groups of a checked contact and writes it. Throws as <see cref="ContactWriter"/> does.</summary>
public sealed class ContactIntake(ContactWriter writer, GroupCatalogue groups, TimeProvider time)
{
    /// <summary>A sign-up is Done; a create is Done, EmailTaken or GroupNotFound.</summary>
    public async Task<ContactResult> WriteAsync(int organisationId, CheckedContact contact)
    {
        var named = await groups.FindAsync(organisationId, contact.GroupIds, CancellationToken.None);
        if (named is not { } known) return ContactResult.Of(ContactOutcome.GroupNotFound);
        if (!contact.GroupNames.IsEmpty)
            known = ContactRules.InOrder(
                known.AddRange(await groups.EnsureAsync(organisationId, contact.GroupNames, CancellationToken.None)));
        var row = contact.ToWrite(organisationId, known, time.GetUtcNow());
        var result = await writer.WriteAsync(row);
        return result.ToAnswer(row, known);
    }
}
