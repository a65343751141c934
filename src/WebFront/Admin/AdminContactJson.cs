using System.Globalization;
using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.OpenApi;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>How the admin API shows a contact: `id` is the external id, `contactId` the integer one.</summary>
internal static class AdminContactJson
{
    public static void WriteFields(Utf8JsonWriter json, Contact contact)
    {
        json.WriteString("id"u8, contact.ExternalId);
        json.WriteNumber("contactId"u8, contact.Id);
        json.WriteString("email"u8, contact.Email);
        json.WriteString("phone"u8, contact.PhoneInternational ?? contact.Phone);
        json.WriteString("firstName"u8, contact.FirstName);
        json.WriteString("lastName"u8, contact.LastName);
        json.WriteString("company"u8, contact.Company);
        ContactJson.WriteGroups(json, contact.Groups);
        json.WriteBoolean("emailSubscribed"u8, contact.EmailSubscribed);
        json.WriteBoolean("smsSubscribed"u8, contact.SmsSubscribed);
        json.WriteString("source"u8, contact.Source);
        WriteTime(json, "createdAt"u8, contact.CreatedAt);
        WriteTime(json, "updatedAt"u8, contact.UpdatedAt);
    }

    /// <summary>ISO 8601 in UTC with milliseconds and Z; null where there is none.</summary>
    public static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is null)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        time.Value.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static readonly FieldDoc[] Values =
    [
        Text("id", "External id: 16 letters and digits, stable for ever.", "a8Kd0Qz3LmX91bTy"),
        Whole("contactId", "Integer id of the integrators' API.", 142),
        Text("email", "Normalised address; null for contacts known by phone only.", "jan@barasek.com").OrNull(),
        Text("phone", "Calling code, a space, the number.", "+420 777123456").OrNull(),
        Text("firstName", "Empty where unknown.", "Jan"),
        Text("lastName", "Empty where unknown.", "Barášek"),
        Text("company", "Empty where unknown.", ""),
        ContactJson.Groups,
        Flag("emailSubscribed", "Whether e-mail may be sent."),
        Flag("smsSubscribed", "Whether SMS may be sent.", false),
        Text("source", "Where the first sign-up came from.", "web").OrNull(),
        Instant("createdAt", "UTC."),
        Instant("updatedAt", "UTC."),
    ];

    public static readonly FieldDoc ExternalId = Text(
        "id", "External id of the contact, also one that was merged away.", "a8Kd0Qz3LmX91bTy");
}
