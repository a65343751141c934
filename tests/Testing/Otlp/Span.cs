namespace Contacts.Testing.Otlp;

/// <summary>A span as it was exported. Ids in hexadecimal digits; <see cref="Parent"/> is empty at the root.</summary>
public sealed record Span
{
    public required string Trace { get; init; }
    public required string Id { get; init; }
    public required string Parent { get; init; }
    public required string Name { get; init; }

    /// <summary>Internal, server, client, producer, consumer are 1 to 5.</summary>
    public required int Kind { get; init; }

    public required string Source { get; init; }
    public required Dictionary<string, string> Tags { get; init; }

    /// <summary>Other spans that this one names.</summary>
    public required IReadOnlyList<(string Trace, string Id)> Links { get; init; }

    public static IEnumerable<Span> ReadAll(ReadOnlyMemory<byte> export) =>
        from resource in WireMessage.Read(export).All(1)
        from scope in resource.All(2)
        let source = scope.All(1).Single().Text(1)
        from span in scope.All(2)
        select new Span
        {
            Trace = span.Hex(1), Id = span.Hex(2), Parent = span.Hex(4), Name = span.Text(5), Kind = (int)span.Number(6), Source = source,
            Tags = Otlp.Tags.Read(span.All(9)), Links = [.. span.All(13).Select(link => (link.Hex(1), link.Hex(2)))],
        };
}
