using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;

namespace Contacts.WebFront.Contacts;

/// <summary>A contact as integrators see it. Each route adds to it, in an order of its own.</summary>
internal abstract class ContactView(Contact contact)
{
    /// <summary>Id of the contact.</summary><example>201</example>
    public long Id => contact.Id;

    /// <summary>Empty if unknown.</summary><example>Jane</example>
    public string FirstName => contact.FirstName;

    /// <summary>Empty if unknown.</summary><example>Smith</example>
    public string LastName => contact.LastName;

    /// <summary>Normalised e-mail address; null for contacts known by phone only.</summary>
    [EmailAddress] public string? Email => contact.Email;

    /// <summary>E.164.</summary><example>+12125559876</example>
    public string? Phone => contact.Phone;

    /// <summary>Empty if unknown.</summary><example>Acme Corp</example>
    public string Company => contact.Company;

    /// <summary>Whether SMS may be sent.</summary><example>true</example>
    [JsonPropertyOrder(2)] public bool SmsSubscribed => contact.SmsSubscribed;

    /// <summary>Whether e-mail may be sent.</summary><example>true</example>
    [JsonPropertyOrder(2)] public bool EmailSubscribed => contact.EmailSubscribed;
}

/// <summary>A contact with what integrators keep with it, where they do.</summary>
internal abstract class DetailedContactView(Contact contact) : ContactView(contact)
{
    /// <summary>Your own id of the contact; left out where it has none.</summary><example>crm-4711</example>
    [JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExternalId { get; } = contact.ForeignId;

    /// <summary>Left out where there are none.</summary><example>{"plan": "pro"}</example>
    [JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? Attributes { get; } = RawJson.OrNull(contact.Attributes);
}

/// <summary>A group of a contact.</summary>
internal sealed class GroupOfContact
{
    private GroupOfContact(long id, string name) => (Id, Name) = (id, name);

    /// <summary>Id of the group.</summary><example>3</example>
    public long Id { get; }

    /// <summary>Name of the group.</summary><example>VIP Customers</example>
    public string Name { get; }

    public static ImmutableArray<GroupOfContact> Of(Contact contact) =>
        [.. contact.Groups.Select(group => new GroupOfContact(group.Id, group.Name))];
}

/// <summary>Where a page is among all.</summary>
internal sealed class Pagination
{
    internal Pagination(long total, QueryValues values, int pageSize) => (Total, Page, PerPage) = (total, values.AskedPage, pageSize);

    /// <summary>Number of all that match, exact.</summary><example>843</example>
    public long Total { get; }

    /// <summary>This page, from 1.</summary><example>1</example>
    public long Page { get; }

    /// <summary>Results per page.</summary><example>50</example>
    public int PerPage { get; }

    /// <summary>Number of pages.</summary><example>17</example>
    public long Pages => (Total + PerPage - 1) / PerPage;
}

/// <summary>Times as integrators see them.</summary>
internal static class PlainTime
{
    /// <summary>`yyyy-MM-dd HH:mm:ss` in UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
