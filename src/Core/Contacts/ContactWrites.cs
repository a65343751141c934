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

    public static ContactWrite Of(Registration registration, int organisationId, string emailKey, DateTimeOffset at) => new()
    {
        Kind = registration.OptIn ? ContactWriteKind.Register : ContactWriteKind.Introduce,
        OrganisationId = organisationId,
        Email = registration.Email,
        EmailKey = emailKey,
        ExternalId = NewExternalId(),
        Phone = registration.Phone,
        FirstName = registration.FirstName,
        LastName = registration.LastName,
        GroupIds = registration.GroupIds,
        EmailSubscribed = registration.OptIn ? true : null,
        SmsSubscribed = null, // A newsletter sign-up asks for e-mail; nobody asked for text messages.
        Source = registration.Source,
        Actor = registration.Actor,
        Stamp = registration.Stamp,
        At = at,
    };

    public static ContactWrite Of(NewContact contact, int organisationId, string? emailKey, DateTimeOffset at) => new()
    {
        Kind = ContactWriteKind.Create,
        OrganisationId = organisationId,
        Email = contact.Email,
        EmailKey = emailKey,
        ExternalId = NewExternalId(),
        Phone = contact.Phone,
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Company = contact.Company,
        GroupIds = [.. contact.Groups.Select(group => group.Id)],
        EmailSubscribed = contact.EmailSubscribed,
        SmsSubscribed = contact.SmsSubscribed,
        Source = contact.Source,
        Actor = contact.Actor,
        Stamp = contact.Stamp,
        At = at,
    };

    /// <summary>The answer to a create.</summary>
    public static ContactResult Answer(ContactWrite row, ContactWriteResult result, ImmutableArray<GroupRef> groups)
    {
        if (result.Outcome == ContactWriteOutcome.Exists) return ContactResult.Taken(result.ExternalId!);
        return ContactResult.Done((ContactWriteRule.Create(row) with { Id = result.ContactId, Groups = groups }).ToContact());
    }
}
