using System.Text.Json.Nodes;

namespace Contacts.Silo.Commands;

/// <summary>Writes records as lines with tabs between the columns, for people and for programs such as cut.</summary>
internal static class Table
{
    public static void Write(JsonNode items, params string[] columns)
    {
        Console.WriteLine(string.Join('\t', columns));
        foreach (var item in items.AsArray()) Console.WriteLine(string.Join('\t', columns.Select(column => TextOf(item![column]))));
    }

    private static string TextOf(JsonNode? value) =>
        value is JsonArray list ? string.Join(',', list.Select(TextOf)) : value?.ToString() ?? "";
}
