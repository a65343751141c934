using Contacts.WebFront.Errors;

namespace Contacts.WebFront.OpenApi;

/// <summary>What a reader of the API description is told of a route; attached to its endpoint.</summary>
internal sealed record RouteDoc(string Tag, string Summary, string Description)
{
    public IReadOnlyList<FieldDoc> Query { get; init; } = [];

    /// <summary>Fields of the JSON body; null where the route has none.</summary>
    public IReadOnlyList<FieldDoc>? Body { get; init; }

    /// <summary>Parameters in the path.</summary>
    public IReadOnlyList<FieldDoc> Path { get; init; } = [];

    /// <summary>Media types of a body that is a file; null where the route takes none.</summary>
    public IReadOnlyList<string>? Upload { get; init; }

    public bool HasBody => Body is not null || Upload is not null;

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Another status with the same fields, where there is one.</summary>
    public int? OtherStatus { get; init; }

    /// <summary>Whether the answer has no field `success`.</summary>
    public bool IsPlainObject { get; init; }

    /// <summary>Fields of the answer besides `success`.</summary>
    public IReadOnlyList<FieldDoc> Answer { get; init; } = [];

    /// <summary>Failures of this route beside those that every route with a key has.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];
}

/// <summary>The JSON types of fields.</summary>
internal enum FieldKind { Text, Whole, Flag, Instant, Texts, Wholes, Object, Objects }

/// <summary>One field or query parameter; <see cref="Example"/> is JSON text. Made by <see cref="Describe"/>.</summary>
internal sealed record FieldDoc(string Name, FieldKind Kind, string Description, string Example)
{
    public bool IsRequired { get; init; }
    public bool IsNullable { get; init; }
    public IReadOnlyList<FieldDoc> Fields { get; init; } = [];
    public IReadOnlyList<string> Values { get; init; } = [];
    public int? MaxLength { get; init; }

    public FieldDoc Required() => this with { IsRequired = true };
    public FieldDoc OrNull() => this with { IsNullable = true };
    public FieldDoc AtMost(int characters) => this with { MaxLength = characters };
    public FieldDoc OneOf(params string[] values) => this with { Values = values };
}

/// <summary>Short spellings of fields.</summary>
internal static class Describe
{
    public static FieldDoc Text(string name, string description, string example) =>
        new(name, FieldKind.Text, description, $"\"{example}\"");

    public static FieldDoc Instant(string name, string description, string example = "2026-01-15T08:30:00.000Z") =>
        new(name, FieldKind.Instant, description, $"\"{example}\"");

    public static FieldDoc Whole(string name, string description, long example) =>
        new(name, FieldKind.Whole, description, FormattableString.Invariant($"{example}"));

    public static FieldDoc Flag(string name, string description, bool example = true) =>
        new(name, FieldKind.Flag, description, example ? "true" : "false");

    public static FieldDoc Texts(string name, string description, params string[] examples) =>
        new(name, FieldKind.Texts, description, $"[{string.Join(", ", examples.Select(e => $"\"{e}\""))}]");

    public static FieldDoc Wholes(string name, string description, params long[] examples) =>
        new(name, FieldKind.Wholes, description, $"[{string.Join(", ", examples)}]");

    public static FieldDoc Object(string name, string description, params FieldDoc[] fields) =>
        new(name, FieldKind.Object, description, ExampleOf(fields)) { Fields = fields };

    public static FieldDoc Objects(string name, string description, params FieldDoc[] fields) =>
        new(name, FieldKind.Objects, description, $"[{ExampleOf(fields)}]") { Fields = fields };

    public static string ExampleOf(IEnumerable<FieldDoc> fields) =>
        "{" + string.Join(", ", fields.Select(f => $"\"{f.Name}\": {f.Example}")) + "}";
}
