using System.Collections.Immutable;
using System.Security.Cryptography;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>Turns checked commands into rows of a batch, and results of rows into answers.</summary>
public static class ContactWrites
{
    private const string ExternalIdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new external id: 16 characters of [A-Za-z0-9] from a cryptographic generator.</summary>
    public static string NewExternalId() => RandomNumberGenerator.GetString(ExternalIdCharacters, 16);

    public static ContactWrite Of(CheckedContact contact, int organisationId, ImmutableArray<GroupRef> groups, DateTimeOffset at) => new()
    {
        Kind = contact.Kind,
        OrganisationId = organisationId,
        Email = contact.Email,
        EmailKey = contact.EmailKey,
        ExternalId = NewExternalId(),
        Phone = contact.Phone,
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Company = contact.Company,
        GroupIds = [.. groups.Select(group => group.Id)],
        EmailSubscribed = contact.EmailSubscribed,
        SmsSubscribed = contact.SmsSubscribed,
        Source = contact.Source,
        Actor = contact.Actor,
        Stamp = contact.Stamp,
        At = at,
    };

    /// <summary>The answer to a row that was written.</summary>
    public static ContactResult Answer(ContactWrite row, ContactWriteResult result, ImmutableArray<GroupRef> groups)
    {
        if (row.Kind != ContactWriteKind.Create) return ContactResult.Written(result.ContactId);
        if (result.Outcome == ContactWriteOutcome.Exists) return ContactResult.Taken(result.ExternalId!);
        return ContactResult.Done((ContactWriteRule.Create(row) with { Id = result.ContactId, Groups = groups }).ToContact());
    }
}
