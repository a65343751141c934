using System.Text.Json;
using Contacts.Core.Contacts;

namespace Contacts.WebFront.Admin;

/// <summary>A consent as it is, and since when, from the newest entry of the history that set it; else since the contact is.</summary>
internal static class ConsentJson
{
    public static void Write(Utf8JsonWriter json, ContactDetail detail, string channel, bool isSubscribed)
    {
        var change = detail.History.FirstOrDefault(entry => Sets(entry, channel));
        json.WriteStartObject();
        json.WriteString("channel"u8, channel);
        json.WriteBoolean("subscribed"u8, isSubscribed);
        AdminContactJson.WriteTime(json, "changedAt"u8, change?.At ?? detail.Contact.CreatedAt);
        json.WriteString("source"u8, change is null ? detail.Contact.Source : change.Source);
        json.WriteEndObject();
    }

    private static bool Sets(HistoryEntry entry, string channel)
    {
        if (entry.After is null || !entry.After.Contains("ubscribed", StringComparison.Ordinal))
            return false;
        using var after = JsonDocument.Parse(entry.After);
        return after.RootElement.ValueKind == JsonValueKind.Object
            && (after.RootElement.TryGetProperty(channel + "Subscribed", out _)
                || after.RootElement.TryGetProperty(channel + "_subscribed", out _));
    }
}
