using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Contacts.WebFront.OpenApi;

/// <summary>JSON schemas of described fields.</summary>
internal static class SchemaBuilder
{
    public static OpenApiSchema Of(IReadOnlyList<FieldDoc> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => Of(field)),
        Required = fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(),
    };

    public static OpenApiSchema Of(FieldDoc field)
    {
        var schema = field.Kind switch
        {
            FieldKind.Object => Of(field.Fields),
            FieldKind.Objects => new() { Type = JsonSchemaType.Array, Items = Of(field.Fields) },
            FieldKind.Texts => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            FieldKind.Wholes => new() { Type = JsonSchemaType.Array, Items = Whole() },
            FieldKind.Whole => Whole(),
            FieldKind.Flag => new() { Type = JsonSchemaType.Boolean },
            FieldKind.Instant => new() { Type = JsonSchemaType.String, Format = "date-time" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
        if (field.IsNullable)
            schema.Type |= JsonSchemaType.Null;
        if (field.Values.Count > 0)
            schema.Enum = [.. field.Values.Select(value =>
                field.Kind == FieldKind.Whole ? JsonNode.Parse(value)! : JsonValue.Create(value))];
        schema.Description = field.Description;
        schema.MaxLength = field.MaxLength;
        if (field.Fields.Count == 0)
            schema.Examples = [JsonNode.Parse(field.Example)!];
        return schema;
    }

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer, Format = "int64" };

    /// <summary>The type in the words of an error.</summary>
    public static string Words(FieldKind kind) => kind switch
    {
        FieldKind.Whole => "an integer",
        FieldKind.Flag => "a boolean",
        FieldKind.Texts => "an array of strings",
        FieldKind.Wholes => "an array of integers",
        FieldKind.Object => "an object",
        _ => "a string",
    };
}
