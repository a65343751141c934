using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Contacts.WebFront.Pipeline.Json;

/// <summary>How all bodies are read and all answers written; each feature adds its types by a source-generated context.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Configure(JsonSerializerOptions options, params ReadOnlySpan<IJsonTypeInfoResolver> contexts)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        // Nothing here is ever put into HTML; names like Barášek stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new StringsConverter());
        options.Converters.Add(new OptionalTextConverter());
        options.Converters.Add(new OptionalIntegerConverter());
        options.Converters.Add(new OptionalJsonConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new RawJsonConverter());
        // Resolvers that are already there stay behind, for pages of other libraries such as Orleans' dashboard.
        for (var index = 0; index < contexts.Length; index++)
            options.TypeInfoResolverChain.Insert(index, contexts[index]);
        return options;
    }

    /// <summary>The same types with fields in snake_case.</summary>
    public static IJsonTypeInfoResolver InSnakeCase(this IJsonTypeInfoResolver context) => context.WithAddedModifier(static type =>
    {
        foreach (var property in type.Properties)
            if (property.AttributeProvider is System.Reflection.MemberInfo { Name: var name })
                property.Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    });
}
