using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Email;
using Contacts.Core.Keys;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Admin;

/// <summary>Settings of an organisation as callers see them.</summary>
internal static class SettingsJson
{
    public static void Write(Utf8JsonWriter json, SettingsView view)
    {
        json.WriteStartObject("settings"u8);
        json.WriteString("name"u8, view.Name);
        WriteSettings(json, view.Settings);
        json.WriteEndObject();
        WriteRekeying(json, view.EmailRekeying);
    }

    private static void WriteSettings(Utf8JsonWriter json, OrganisationSettings settings)
    {
        json.WriteString("defaultRegion"u8, settings.DefaultRegion);
        json.WriteString("emailCanonicalization"u8, settings.EmailCanonicalization == EmailCanonicalization.Provider ? "provider"u8 : "none"u8);
        json.WriteBoolean("registerTicketCustomers"u8, settings.RegisterTicketCustomers);
        json.WriteStartObject("spam"u8);
        json.WriteNumber("threshold"u8, settings.Spam.Threshold);
        WriteTexts(json, "allowedCountries", settings.Spam.AllowedCountries);
        WriteTexts(json, "blockedCountries", settings.Spam.BlockedCountries);
        json.WriteEndObject();
        json.WriteStartObject("support"u8);
        WriteTexts(json, "allowedRecipients", settings.Support.AllowedRecipients);
        json.WriteString("defaultRecipient"u8, settings.Support.DefaultRecipient);
        json.WriteEndObject();
        WriteLimits(json, settings.Limits);
    }

    private static void WriteLimits(Utf8JsonWriter json, LimitSettings? limits)
    {
        if (limits is null)
        {
            json.WriteNull("limits"u8);
            return;
        }

        json.WriteStartObject("limits"u8);
        WriteNumber(json, "perMinute", limits.PerMinute);
        WriteNumber(json, "perHour", limits.PerHour);
        json.WriteEndObject();
    }

    private static void WriteRekeying(Utf8JsonWriter json, EmailRekeying rekeying)
    {
        json.WriteStartObject("emailRekeying"u8);
        json.WriteString("state"u8, rekeying.State switch
        {
            RekeyingState.Running => "running"u8,
            RekeyingState.Done => "done"u8,
            _ => "none"u8,
        });
        json.WriteNumber("done"u8, rekeying.Done);
        json.WriteNumber("total"u8, rekeying.Total);
        json.WriteStartArray("collisions"u8);
        foreach (var collision in rekeying.Collisions)
        {
            json.WriteStartObject();
            json.WriteString("email"u8, collision.Email);
            WriteTexts(json, "ids", collision.Ids);
            json.WriteStartArray("contactIds"u8);
            foreach (var id in collision.ContactIds)
                json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is null)
            json.WriteNull(name);
        else
            json.WriteNumber(name, number.Value);
    }
}
