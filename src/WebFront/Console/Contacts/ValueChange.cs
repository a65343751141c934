using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.WebFront.Pipeline.Json;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>A field that an entry of the history has changed, as texts; empty where there was or is nothing.</summary>
internal sealed record ValueChange(string Field, string Before, string After)
{
    private const string GroupsField = "groups";

    /// <param name="entry">The entry.</param>
    /// <param name="nameOfGroup">The name of the group of an id.</param>
    public static IEnumerable<ValueChange> Of(HistoryEntry entry, Func<string, string> nameOfGroup)
    {
        var (before, after) = (Flat(ChangedValues.Shown(entry.Before), nameOfGroup), Flat(ChangedValues.Shown(entry.After), nameOfGroup));
        return before.Keys.Union(after.Keys).Select(field => new ValueChange(
            field, before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, "")));
    }

    /// <summary>The fields of a JSON object as texts; those of lists with commas between them.</summary>
    public static IReadOnlyDictionary<string, string> Flat(string? json) => Flat(json, id => id);

    private static Dictionary<string, string> Flat(string? json, Func<string, string> nameOfGroup)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            field => field.Name, field => TextOf(field.Value, field.NameEquals(GroupsField) ? nameOfGroup : text => text));
    }

    private static string TextOf(JsonElement value, Func<string, string> itemName) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(item => itemName(TextOf(item, itemName)))),
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
