using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Contacts.WebFront.Requests;

/// <summary>A JSON object as a request body: takes the fields it knows, one call per field, and skips the others.</summary>
internal interface IJsonBody
{
    /// <summary>Takes or skips the value of the field under <paramref name="fields"/>. The last of several equal fields counts.</summary>
    void Take(ref JsonFields fields);
}

/// <summary>
/// Walks over the fields of one JSON object without an allocation but for the values taken. A value of the wrong type is remembered in
/// <see cref="Problem"/> (the first one) and read as absent. Text that is no JSON throws <see cref="JsonException"/> or, for half a
/// surrogate pair, <see cref="InvalidOperationException"/>.
/// </summary>
internal ref struct JsonFields
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;
    private string? _parent;

    /// <summary>A sentence like `"email" must be a string`; null where all types are right.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads all of a body. False where it is no JSON object; then nothing in <paramref name="body"/> counts.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, IJsonBody body, out string? problem)
    {
        problem = null;
        try
        {
            var fields = new JsonFields { _json = new Utf8JsonReader(utf8) };
            if (!fields._json.Read() || fields._json.TokenType != JsonTokenType.StartObject)
                return false;
            fields.TakeAll(body);
            fields._json.Read(); // anything behind the object throws
            problem = fields.Problem;
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is one JSON value of any kind, all strings in it text.</summary>
    public static bool IsValue(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var fields = new JsonFields { _json = new Utf8JsonReader(utf8) };
            while (fields._json.Read()) // throws where there is nothing to read
                fields.CheckText();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the field is called this.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>A string, null for JSON null.</summary>
    public string? Text() => _json.TokenType switch
    {
        JsonTokenType.String => _json.GetString(),
        JsonTokenType.Null => null,
        _ => Refuse<string>("a string"),
    };

    public bool? Flag() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => RefuseValue<bool>("a boolean"),
    };

    /// <summary>A whole number that fits 64 bits.</summary>
    public long? Whole() => _json.TokenType switch
    {
        JsonTokenType.Number when _json.TryGetInt64(out var value) => value,
        JsonTokenType.Null => null,
        _ => RefuseValue<long>("an integer"),
    };

    /// <summary>Strings; null for JSON null.</summary>
    public ImmutableArray<string>? Texts() => Items<string>(JsonTokenType.String, "an array of strings", TryText);

    /// <summary>Whole numbers; null for JSON null.</summary>
    public ImmutableArray<long>? Wholes() => Items<long>(JsonTokenType.Number, "an array of integers", TryWhole);

    /// <summary>An object inside; false for JSON null and for anything else, which is a problem.</summary>
    public bool Object(string name, IJsonBody body)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            if (_json.TokenType != JsonTokenType.Null)
                Refuse<object>("an object");
            return false;
        }

        var outer = _parent;
        _parent = outer + name + ".";
        TakeAll(body);
        _parent = outer;
        return true;
    }

    /// <summary>Passes over the value; strings in it must be text all the same.</summary>
    public void Skip()
    {
        var depth = _json.CurrentDepth;
        CheckText();
        if (_json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
            return;
        do
        {
            _json.Read();
            CheckText();
        }
        while (_json.CurrentDepth > depth);
    }

    /// <summary>Remembers that the field is not what it must be.</summary>
    public void Refuse(string what) => Problem ??= $"\"{_parent}{Encoding.UTF8.GetString(_name)}\" must be {what}";

    private readonly void CheckText()
    {
        if (_json.ValueIsEscaped)
            _json.GetString();
    }

    private void TakeAll(IJsonBody body)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            _name = _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(_json.GetString()!) : _json.ValueSpan;
            _json.Read();
            body.Take(ref this);
        }
    }

    private delegate bool TryItem<T>(ref Utf8JsonReader json, out T item);

    private ImmutableArray<T>? Items<T>(JsonTokenType type, string what, TryItem<T> tryItem)
    {
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Refuse(what);
            Skip();
            return null;
        }

        var items = ImmutableArray.CreateBuilder<T>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType == type && tryItem(ref _json, out var item))
            {
                items.Add(item);
                continue;
            }

            Refuse(what);
            Skip();
        }

        return items.DrainToImmutable();
    }

    private static bool TryText(ref Utf8JsonReader json, out string item)
    {
        item = json.GetString()!;
        return true;
    }

    private static bool TryWhole(ref Utf8JsonReader json, out long item) => json.TryGetInt64(out item);

    private T? Refuse<T>(string what)
        where T : class
    {
        Refuse(what);
        Skip();
        return null;
    }

    private T? RefuseValue<T>(string what)
        where T : struct
    {
        Refuse(what);
        Skip();
        return null;
    }
}
