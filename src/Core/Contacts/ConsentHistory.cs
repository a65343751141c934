using System.Text.Json;

namespace Contacts.Core.Contacts;

/// <summary>What a contact's history says of its consents.</summary>
public static class ConsentHistory
{
    /// <summary>
    /// The consents that an entry of the history (that of contacts merged into this one included) set to "no": withdrawn, or refused at
    /// the creation, explicitly.
    /// </summary>
    public static OptOuts OptOuts(IEnumerable<HistoryEntry> history)
    {
        var found = Contacts.OptOuts.None;
        foreach (var entry in history)
        {
            if (entry.After is null || !entry.After.Contains("ubscribed", StringComparison.Ordinal)) continue;
            using var after = JsonDocument.Parse(entry.After);
            if (IsRefused(after, "emailSubscribed")) found |= Contacts.OptOuts.Email;
            if (IsRefused(after, "smsSubscribed")) found |= Contacts.OptOuts.Sms;
        }
        return found;
    }

    private static bool IsRefused(JsonDocument after, string consent) =>
        after.RootElement.TryGetProperty(consent, out var value) && value.ValueKind == JsonValueKind.False;
}
