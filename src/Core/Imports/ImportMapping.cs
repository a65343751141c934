using System.Collections.Immutable;
using System.Text.Json;

namespace Contacts.Core.Imports;

/// <summary>
/// What the columns of one file mean: a JSON object of names of columns and fields, such as {"Telefon": "phone"}, wins over what the names
/// say; a column whose field is "" or null is left out. Names are compared without case and surrounding white space.
/// </summary>
public sealed class ImportMapping
{
    public static readonly ImportMapping None = new([]);

    private const int MostColumns = 200;

    private readonly ImmutableDictionary<string, InputField> _fields;

    private ImportMapping(ImmutableDictionary<string, InputField> fields) => _fields = fields;

    /// <summary>The columns that it speaks of.</summary>
    public IEnumerable<string> Columns => _fields.Keys;

    /// <summary>Null where the text is no mapping; <paramref name="rule"/> then says why, as the end of a sentence.</summary>
    public static ImportMapping? ReadOrNull(string? json, out string? rule)
    {
        rule = null;
        if (string.IsNullOrWhiteSpace(json)) return None;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return ReadOrNull(document.RootElement, out rule);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // The latter: half a surrogate pair.
        {
        }
        rule = "must be a JSON object of names of columns and fields";
        return null;
    }

    /// <summary>What a column means; null where neither the mapping nor its name says it, or another column has its field.</summary>
    public ImportColumnName? FindOrNull(string name)
    {
        if (_fields.TryGetValue(name.Trim(), out var field)) return new(field, 0);
        var found = ImportColumns.FindOrNull(name);
        return found is { Field: not InputField.None } meant && _fields.ContainsValue(meant.Field) ? null : found;
    }

    /// <summary>The first column that none of the names is; null if all are there.</summary>
    public string? MissingOrNull(IEnumerable<string> names)
    {
        var known = names.Select(name => name.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return _fields.Keys.FirstOrDefault(column => !known.Contains(column));
    }

    private static ImportMapping? ReadOrNull(JsonElement json, out string? rule)
    {
        var fields = ImmutableDictionary.CreateBuilder<string, InputField>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in json.EnumerateObject())
        {
            rule = Add(fields, pair.Name.Trim(), pair.Value);
            if (rule is not null) return null;
        }
        rule = null;
        return new(fields.ToImmutable());
    }

    /// <summary>Why the column cannot be added; null if it was.</summary>
    private static string? Add(ImmutableDictionary<string, InputField>.Builder fields, string column, JsonElement value)
    {
        var shown = ImportColumns.Shown(column);
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return $"must name a field for the column \"{shown}\"";
        var name = value.GetString();
        var field = string.IsNullOrWhiteSpace(name) ? InputField.None : ImportColumns.FieldOrNull(name);
        if (field is not { } known) return $"names a field that does not exist: \"{ImportColumns.Shown(name!)}\"";
        if (known != InputField.None && fields.ContainsValue(known))
            return $"names two columns for the field \"{ImportColumns.Shown(name!)}\"";
        if (fields.Count == MostColumns) return $"must have at most {MostColumns} columns";
        return fields.TryAdd(column, known) ? null : $"names the column \"{shown}\" twice";
    }
}
