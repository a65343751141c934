using System.Collections.Immutable;
using System.Text.Json;


namespace Contacts.Core.Imports;

/// <summary>Several names of groups in one field: separated by "|" or ";", or a JSON array of strings.</summary>
internal static class GroupList
{
    public static ImmutableArray<string> Split(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        if (text.AsSpan().TrimStart().StartsWith("[")) return ParseOrNull(text) ?? [text];
        return [.. text.Split('|', ';')];
    }

    /// <summary>What <see cref="Split"/> takes.</summary>
    public static string Join(ImmutableArray<string> names) => names.Any(name => name.AsSpan().ContainsAny('|', ';', '['))
        ? JsonSerializer.Serialize(names, NameListJson.Default.ImmutableArrayString)
        : string.Join('|', names);

    private static ImmutableArray<string>? ParseOrNull(string text)
    {
        try
        {
            var names = JsonSerializer.Deserialize(text, NameListJson.Default.ImmutableArrayString);
            return names.Any(name => name is null) ? null : names;
        }
        catch (JsonException)
        {
            return null; // A name may begin with a bracket.
        }
    }
}
