using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Reads the description of the API, so that tests can go through all of its routes.</summary>
internal static class ApiDocument
{
    /// <summary>The document with schemas and answers in the place of references to them.</summary>
    public static async Task<JsonNode> ReadAsync(ServiceHost service)
    {
        var document = (await service.SendAsync("GET", "/openapi/v1.json")).Is(200);
        document["paths"] = Resolved(document["paths"], document);
        return document;
    }

    private static JsonNode? Resolved(JsonNode? node, JsonNode document) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(item => Resolved(item, document))]),
        JsonObject schema when (string?)schema["$ref"] is { } reference => With(schema, "$ref", Resolved(At(document, reference), document), document),
        JsonObject schema when schema["oneOf"] is JsonArray { Count: 2 } choice && (string?)choice[0]!["type"] == "null" =>
            OrNull(With(schema, "oneOf", Resolved(choice[1], document), document)),
        JsonObject other => With(other, "", new JsonObject(), document),
        _ => node?.DeepClone(),
    };

    private static JsonNode? At(JsonNode? document, string reference) =>
        reference["#/".Length..].Split('/').Aggregate(document, (node, name) => node![name]);

    /// <summary>What a field says beside a reference has the last word.</summary>
    private static JsonObject With(JsonObject fields, string reference, JsonNode? target, JsonNode document)
    {
        var all = target!.AsObject();
        foreach (var (name, value) in fields)
            if (name != reference)
                all[name] = Resolved(value, document);
        return all;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        schema["type"] = new JsonArray("null", (string)schema["type"]!);
        return schema;
    }

    public static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);
}
