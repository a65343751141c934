using Orleans;

namespace Contacts.Core;

/// <summary>
/// A field of a partial update: not sent (<c>default</c>), which leaves the stored value as it is, or sent with a value, where null clears
/// it.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.optional`1")]
public readonly record struct Optional<T>
{
    [Id(0)] public bool IsSent { get; init; }
    [Id(1)] public T? Value { get; init; }
}

/// <summary>Makes sent fields.</summary>
public static class Optional
{
    public static Optional<T> Of<T>(T? value) => new() { IsSent = true, Value = value };
}
