using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Contacts.Core;
using Contacts.WebFront.Pipeline.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>Completes the schemas that the framework makes of the records: types with converters, null, and lists of values.</summary>
internal sealed class SchemaTransformer : IOpenApiSchemaTransformer
{
    /// <summary>The schema of every e-mail address that an answer may have as null.</summary>
    private const string NullableEmail = "API_EMAIL_NULLABLE";
    private const string Email = "email";
    private const JsonSchemaType NullableText = JsonSchemaType.String | JsonSchemaType.Null;

    /// <summary>Types that have converters, of which the framework knows nothing. They are described in place.</summary>
    private static readonly Dictionary<Type, JsonSchemaType> _converted = new()
    {
        [typeof(string)] = JsonSchemaType.String,
        [typeof(int)] = JsonSchemaType.Integer,
        [typeof(DateTimeOffset)] = JsonSchemaType.String,
        [typeof(Optional<string>)] = NullableText,
        [typeof(Optional<long?>)] = JsonSchemaType.Integer | JsonSchemaType.Null,
        [typeof(Optional<RawJson>)] = JsonSchemaType.Object | JsonSchemaType.Null,
        [typeof(ContactReference)] = JsonSchemaType.Integer | JsonSchemaType.String,
        [typeof(RawJson)] = JsonSchemaType.Object,
        [typeof(JsonElement)] = JsonSchemaType.String,
        [typeof(ImmutableArray<string>)] = JsonSchemaType.Array,
        [typeof(ImmutableArray<long>)] = JsonSchemaType.Array,
    };

    public static string? ReferenceId(JsonTypeInfo type) =>
        _converted.ContainsKey(Nullable.GetUnderlyingType(type.Type) ?? type.Type)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Gives e-mail addresses that may be null the schema of that name. To be called once all other schemas are there.</summary>
    public static void ShareNullableEmails(OpenApiDocument document)
    {
        foreach (var schema in document.Components!.Schemas!.Values.Where(schema => schema.Properties is not null))
            foreach (var (name, property) in schema.Properties!.ToArray())
                if (property is { Format: Email, Type: NullableText })
                    schema.Properties![name] = new OpenApiSchemaReference(NullableEmail, document) { Description = property.Description };
        document.AddComponent(NullableEmail, new OpenApiSchema
        {
            Type = NullableText, Format = Email, Examples = ["jan@barasek.com"],
            Description = "Normalised e-mail address; null for contacts known by phone only.",
        });
    }

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        if (schema.Type is null && _converted.TryGetValue(nullable ?? context.JsonTypeInfo.Type, out var type))
            schema.Type = nullable is null ? type : type | JsonSchemaType.Null;
        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        if (schema.Type?.HasFlag(JsonSchemaType.Integer) == true)
            schema.Format ??= "int64";
        if (context.JsonPropertyInfo is { AttributeProvider: { } attributes } property)
            Apply(schema, property, attributes);
        return Task.CompletedTask;
    }

    private static void Apply(OpenApiSchema schema, JsonPropertyInfo property, ICustomAttributeProvider attributes)
    {
        var isNullable = (property.Set is null ? property.IsGetNullable : property.IsSetNullable)
            || _converted.GetValueOrDefault(property.PropertyType).HasFlag(JsonSchemaType.Null);
        if (!isNullable || attributes.IsDefined(typeof(RequiredAttribute), true) || attributes.IsDefined(typeof(JsonIgnoreAttribute), true))
            schema.Type &= ~JsonSchemaType.Null;
        if (attributes.GetCustomAttributes(typeof(AllowedValuesAttribute), true) is [AllowedValuesAttribute allowed])
            schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create((string)value!))];
        if (attributes.IsDefined(typeof(EmailAddressAttribute), true))
            schema.Format = Email;
    }
}
