using System.Text.Json.Nodes;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>
/// A parameter of a route, told on its handler, or on the class that reads it for several; in the path where the route's pattern names it,
/// else in the query.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
internal abstract class ParameterAttribute(string name, string description) : Attribute
{
    public string Name => name;
    public string Description => description;
    public bool IsRequired { get; init; }

    /// <summary>All values there are, where they are few.</summary>
    public string[] OneOf { get; init; } = [];

    public abstract Type Type { get; }
    public abstract JsonNode? Example { get; }

    public JsonNode ToJson(string value) => Type == typeof(string) ? JsonValue.Create(value) : JsonNode.Parse(value)!;
}

/// <summary>A parameter of a type, with an example of it.</summary>
internal sealed class ParameterAttribute<T>(string name, string description, T example) : ParameterAttribute(name, description)
{
    public override Type Type => typeof(T);
    public override JsonNode? Example => JsonValue.Create(example);
}

/// <summary>A handler takes the parameters that are told on a class too, which reads them.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ParametersOfAttribute(Type reader) : Attribute
{
    public Type Reader => reader;
}

/// <summary>Failures of a route beside those that every route with a key has.</summary>
internal sealed record RouteFailures(IReadOnlyList<Failure> All);

/// <summary>Media types of a body that is a file.</summary>
internal sealed record UploadTypes(IReadOnlyList<string> All);
