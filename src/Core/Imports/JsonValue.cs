using System.Collections.Immutable;
using System.Text.Json;

namespace Contacts.Core.Imports;

/// <summary>The values of a row in JSON.</summary>
internal static class JsonValue
{
    /// <summary>Puts the value under the reader into the row, or says what is wrong with it. Null is absent.</summary>
    public static FieldProblem? Take(ref Utf8JsonReader json, ImportColumn column, ImportRow row)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                row.Set(column, json.GetString()!);
                return null;
            case JsonTokenType.True or JsonTokenType.False when IsConsent(column):
                row.Set(column, json.GetBoolean() ? "true" : "false");
                return null;
            case JsonTokenType.StartArray when column == ImportColumn.Groups:
                return TakeGroups(ref json, row);
            default:
                json.Skip();
                return column == ImportColumn.Notes ? null : FieldProblem.Of(Field(column), Rule(column));
        }
    }

    private static FieldProblem? TakeGroups(ref Utf8JsonReader json, ImportRow row)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        FieldProblem? problem = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                names.Add(json.GetString()!);
                continue;
            }
            json.Skip();
            problem = FieldProblem.Of(InputField.Groups, "must be an array of strings");
        }
        row.Groups = names.DrainToImmutable();
        return problem;
    }

    private static bool IsConsent(ImportColumn column) => column is ImportColumn.EmailSubscribed or ImportColumn.SmsSubscribed;

    private static string Rule(ImportColumn column) => column switch
    {
        ImportColumn.Groups => "must be an array of strings",
        ImportColumn.EmailSubscribed or ImportColumn.SmsSubscribed => "must be a boolean",
        _ => "must be a string",
    };

    private static InputField Field(ImportColumn column) => Enum.Parse<InputField>(column.ToString());
}
