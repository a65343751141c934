using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contacts.Core.Contacts;

/// <summary>
/// What integrators keep with a contact: a JSON object of at most 50 keys and 8 KB, whose values are strings, numbers and booleans; null
/// where there is none. A change of attributes is such an object, in which null takes a key away, or <see cref="Clear"/>. Both are texts in
/// one form: keys in ordinal order, numbers in plain decimal notation, no white space. Pure.
/// </summary>
public static class ContactAttributes
{
    public const int KeyLimit = 50;

    /// <summary>Of UTF-8.</summary>
    public const int ByteLimit = 8 * 1024;

    /// <summary>The change that takes all attributes away.</summary>
    public const string Clear = "null";

    public static readonly FieldProblem TooLarge = FieldProblem.Of(InputField.Attributes, "must have at most 50 keys and 8 KB");

    private static readonly JsonWriterOptions _json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A change as a caller sent it, in the one form; null with the problem where it is none.</summary>
    public static string? ReadChange(string json, out FieldProblem? problem)
    {
        if (AttributeReader.Read(json, out var rule) is { } sent)
        {
            var change = Write(sent);
            problem = Fits(Apply(null, change)) ? null : TooLarge;
            return problem is null ? change : null;
        }
        problem = rule is null ? null : FieldProblem.Of(InputField.Attributes, rule);
        return rule is null ? Clear : null;
    }

    /// <summary>Attributes that a store gives back, in the one form.</summary>
    public static string? Restore(string? stored) => stored is null ? null : Write(Read(stored));

    /// <summary>The attributes after a change (null: none); they may have become too large.</summary>
    public static string? Apply(string? attributes, string? change)
    {
        if (change is null) return attributes;
        if (change == Clear) return null;
        var values = Read(attributes);
        foreach (var (key, value) in Read(change))
            if (value.IsNull) values.Remove(key);
            else values[key] = value;
        return values.Count == 0 ? null : Write(values);
    }

    /// <summary>The attributes of two contacts that become one: where both have a key its own value stays, and so does what fits.</summary>
    public static string? Unite(string? own, string? other)
    {
        if (own is null || other is null) return own ?? other;
        var values = Read(own);
        foreach (var (key, value) in Read(other))
            if (values.TryAdd(key, value) && !Fits(Write(values))) values.Remove(key);
        return Write(values);
    }

    /// <summary>The change that makes one of the other; null if they are the same.</summary>
    public static string? Difference(string? from, string? to)
    {
        if (from == to) return null;
        var (before, after) = (Read(from), Read(to));
        var change = new SortedDictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var key in before.Keys)
            if (!after.ContainsKey(key)) change.Add(key, AttributeValue.Null);
        foreach (var (key, value) in after)
            if (!before.TryGetValue(key, out var known) || known != value) change.Add(key, value);
        return Write(change);
    }

    /// <summary>
    /// The attributes without a change, given as what its keys were before and after it; a key that is something else by now stays, which
    /// <paramref name="isKept"/> says.
    /// </summary>
    public static string? TakeBack(string? attributes, string before, string after, out bool isKept)
    {
        var (values, old) = (Read(attributes), Read(before));
        isKept = false;
        foreach (var (key, value) in Read(after))
        {
            var (now, then) = (values.GetValueOrDefault(key, AttributeValue.Null), old.GetValueOrDefault(key, AttributeValue.Null));
            if (now != value) isKept |= now != then;
            else if (then.IsNull) values.Remove(key);
            else values[key] = then;
        }
        return values.Count == 0 ? null : Write(values);
    }

    /// <summary>Whether attributes are within the limits.</summary>
    public static bool Fits(string? attributes) =>
        attributes is null || (Encoding.UTF8.GetByteCount(attributes) <= ByteLimit && Read(attributes).Count <= KeyLimit);

    /// <summary>What searches by equality look for: each attribute alone.</summary>
    public static ImmutableArray<string> Terms(string? attributes) => [.. Read(attributes).Select(one => Term(one.Key, one.Value))];

    /// <summary>The terms that a value given as text may stand for: a string, and a number or a boolean where it reads as one.</summary>
    public static ImmutableArray<string> TermsOf(string key, string value)
    {
        var text = Term(key, new(JsonTokenType.String, value));
        return AttributeReader.ScalarOrNull(value) is { } scalar ? [text, Term(key, scalar)] : [text];
    }

    private static SortedDictionary<string, AttributeValue> Read(string? attributes) =>
        attributes is null ? new(StringComparer.Ordinal) : AttributeReader.Read(attributes, out _)!;

    private static string Term(string key, AttributeValue value) => Write(new() { [key] = value });

    private static string Write(SortedDictionary<string, AttributeValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, _json))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in values)
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
