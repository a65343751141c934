using System.Collections.Immutable;
using System.Text.Json;

namespace Contacts.Core.Imports;

/// <summary>The values of a row in JSON.</summary>
internal static class JsonValue
{
    /// <summary>The row with the value under the reader, or with what is wrong with that. Null is absent, but for attributes.</summary>
    public static ImportRow Take(ref Utf8JsonReader json, InputField field, ImportRow row)
    {
        if (field == InputField.Attributes) return row.With(field, JsonElement.ParseValue(ref json).GetRawText());
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return row;
            case JsonTokenType.String:
                return row.With(field, json.GetString()!);
            case JsonTokenType.True or JsonTokenType.False when IsConsent(field):
                return row.With(field, json.GetBoolean() ? "true" : "false");
            case JsonTokenType.StartArray when field == InputField.Groups:
                return TakeGroups(ref json, row);
            default:
                json.Skip();
                return field == InputField.None ? row : Refuse(row, field, Rule(field));
        }
    }

    private static ImportRow TakeGroups(ref Utf8JsonReader json, ImportRow row)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                names.Add(json.GetString()!);
                continue;
            }
            json.Skip();
            row = Refuse(row, InputField.Groups, Rule(InputField.Groups));
        }
        return row with { Groups = names.DrainToImmutable() };
    }

    private static ImportRow Refuse(ImportRow row, InputField field, string rule) =>
        row with { Problem = row.Problem ?? FieldProblem.Of(field, rule) };

    private static bool IsConsent(InputField field) => field is InputField.EmailSubscribed or InputField.SmsSubscribed;

    private static string Rule(InputField field) => field switch
    {
        InputField.Groups => "must be an array of strings",
        InputField.EmailSubscribed or InputField.SmsSubscribed => "must be a boolean",
        _ => "must be a string",
    };
}
