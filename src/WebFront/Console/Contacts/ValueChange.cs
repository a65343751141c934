using System.Text.Json;
using Contacts.Core.Contacts;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>A field that an entry of the history has changed, as texts; empty where there was or is nothing.</summary>
internal sealed record ValueChange(string Field, string Before, string After)
{
    public static IEnumerable<ValueChange> Of(HistoryEntry entry)
    {
        var (before, after) = (Flat(entry.Before), Flat(entry.After));
        return before.Keys.Union(after.Keys).Select(field => new ValueChange(
            field, before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, "")));
    }

    /// <summary>The fields of a JSON object as texts; those of lists with commas between them.</summary>
    public static IReadOnlyDictionary<string, string> Flat(string? json)
    {
        if (json is null) return new Dictionary<string, string>();
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => TextOf(field.Value));
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
