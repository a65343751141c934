using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Contacts.Core;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Bodies;

/// <summary>Reads a JSON object into the record of a route, or says what is wrong with it.</summary>
internal static class JsonBody
{
    private static readonly Dictionary<Type, string> _types = new()
    {
        [typeof(string)] = "a string", [typeof(Optional<string>)] = "a string", [typeof(bool)] = "a boolean",
        [typeof(double)] = "a number", [typeof(long)] = "an integer", [typeof(int)] = "an integer",
        [typeof(Optional<long?>)] = "an integer",
        [typeof(ImmutableArray<string>)] = "an array of strings", [typeof(ImmutableArray<long>)] = "an array of integers",
        [typeof(ContactReference)] = "an id", [typeof(ImmutableArray<ContactReference>)] = "an array of ids",
    };

    /// <summary>
    /// Null if all is read. What is no JSON object in UTF-8, or has half a surrogate pair anywhere, is refused as a whole; otherwise
    /// the first field with a wrong value is named.
    /// </summary>
    public static Failure? Read<TBody>(ReadOnlySpan<byte> utf8, JsonTypeInfo<TBody> type, out TBody? body)
        where TBody : class
    {
        body = null;
        if (!Utf8.IsValid(utf8))
            return Failure.NotJson;
        try
        {
            body = JsonSerializer.Deserialize(utf8, type);
            return body is not null && HasWholePairs(utf8) ? null : Failure.NotJson;
        }
        catch (JsonException e)
        {
            return e.Path is null or "$" || !IsValue(utf8) ? Failure.NotJson : Failure.Invalid(Sentence(e, type));
        }
    }

    /// <summary>Whether a text is one JSON value of any kind in UTF-8, with no half of a surrogate pair.</summary>
    public static bool IsValue(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return false;
        try
        {
            var json = new Utf8JsonReader(utf8);
            while (json.Read()) // throws where there is nothing to read
                if (json.ValueIsEscaped)
                    json.GetString(); // throws where half a pair is escaped
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Fields that no record has are skipped without a look at their text.</summary>
    private static bool HasWholePairs(ReadOnlySpan<byte> utf8) => utf8.IndexOf("\\u"u8) < 0 || IsValue(utf8);

    /// <summary>A sentence like `"limits.perHour" must be an integer`.</summary>
    private static string Sentence(JsonException refusal, JsonTypeInfo type)
    {
        var names = Names(refusal.Path!);
        var rule = refusal is WrongValueException ? refusal.Message : $"must be {DescribeType(names, type)}";
        return $"\"{string.Join('.', names)}\" {rule}";
    }

    /// <summary>
    /// Names from a path such as `$.limits.perHour`, `$.groups[2]` or `$.spam['no such']`. Known names need no quotes, so only the last
    /// one may have them.
    /// </summary>
    private static string[] Names(string path)
    {
        var quoted = path.IndexOf("['", StringComparison.Ordinal);
        if (quoted >= 0)
            return [.. path[..quoted].Split('.')[1..], path[(quoted + 2)..^2]];
        var index = path.IndexOf('[');
        return (index < 0 ? path : path[..index]).Split('.')[1..];
    }

    private static string DescribeType(string[] names, JsonTypeInfo type)
    {
        foreach (var name in names)
        {
            if (type.Properties.FirstOrDefault(property => property.Name == name) is not { } property)
                return "left out: there is no such setting";
            type = type.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        }

        return _types.GetValueOrDefault(type.Type, type.Kind == JsonTypeInfoKind.Enumerable ? "an array of objects" : "an object");
    }
}
