using System.Globalization;
using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.WebFront.OpenApi;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Contacts;

/// <summary>How the integrators' API shows contacts, groups and pages.</summary>
internal static class ContactJson
{
    public static void WriteFields(Utf8JsonWriter json, Contact contact)
    {
        json.WriteNumber("id"u8, contact.Id);
        json.WriteString("first_name"u8, contact.FirstName);
        json.WriteString("last_name"u8, contact.LastName);
        json.WriteString("email"u8, contact.Email);
        json.WriteString("phone"u8, contact.Phone);
        json.WriteString("company"u8, contact.Company);
    }

    public static void WriteConsents(Utf8JsonWriter json, Contact contact)
    {
        json.WriteBoolean("sms_subscribed"u8, contact.SmsSubscribed);
        json.WriteBoolean("email_subscribed"u8, contact.EmailSubscribed);
    }

    public static void WriteGroups(Utf8JsonWriter json, IEnumerable<GroupRef> groups)
    {
        json.WriteStartArray("groups"u8);
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, group.Id);
            json.WriteString("name"u8, group.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>`yyyy-MM-dd HH:mm:ss` in UTC.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[19];
        time.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static void WritePagination(Utf8JsonWriter json, long total, long page, int pageSize)
    {
        json.WriteStartObject("pagination"u8);
        json.WriteNumber("total"u8, total);
        json.WriteNumber("page"u8, page);
        json.WriteNumber("per_page"u8, pageSize);
        json.WriteNumber("pages"u8, (total + pageSize - 1) / pageSize);
        json.WriteEndObject();
    }

    public static readonly FieldDoc Groups = Objects(
        "groups", "Groups of the contact.", Whole("id", "Id of the group.", 3), Text("name", "Name of the group.", "VIP Customers"));

    public static readonly FieldDoc[] Values =
    [
        Whole("id", "Id of the contact.", 201),
        Text("first_name", "Empty where unknown.", "Jane"),
        Text("last_name", "Empty where unknown.", "Smith"),
        Text("email", "Normalised e-mail address; null for contacts known by phone only.", "jane@example.com").OrNull(),
        Text("phone", "E.164.", "+12125559876").OrNull(),
        Text("company", "Empty where unknown.", ""),
    ];

    public static readonly FieldDoc[] Consents =
    [
        Flag("sms_subscribed", "Whether SMS may be sent."),
        Flag("email_subscribed", "Whether e-mail may be sent."),
    ];

    public static readonly FieldDoc Created = Text("created_at", "UTC, yyyy-MM-dd HH:mm:ss.", "2026-01-15 08:30:00");

    public static FieldDoc Pagination(int pageSize) => Object(
        "pagination", "Where this page is among all.",
        Whole("total", "Number of all that match, exact.", 843),
        Whole("page", "This page, from 1.", 1),
        Whole("per_page", "Results per page.", pageSize),
        Whole("pages", "Number of pages.", (843 + pageSize - 1) / pageSize));
}
