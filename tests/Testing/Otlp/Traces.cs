namespace Contacts.Testing.Otlp;

/// <summary>Spans and how they hang together.</summary>
public sealed class Traces(IReadOnlyList<Span> spans)
{
    private readonly Dictionary<(string Trace, string Id), Span> _byId = spans.ToDictionary(span => (span.Trace, span.Id));

    public IReadOnlyList<Span> Named(string name) => [.. spans.Where(span => span.Name == name)];

    public IReadOnlyList<Span> Below(Span parent) => [.. spans.Where(span => (span.Trace, span.Parent) == (parent.Trace, parent.Id))];

    /// <summary>The names from the root down to this span, each once: Orleans has a span at both ends of a call.</summary>
    public IReadOnlyList<string> Path(Span span)
    {
        var names = new List<string>();
        for (var next = span; next is not null; next = _byId.GetValueOrDefault((next.Trace, next.Parent)))
            if (names.LastOrDefault() != next.Name) names.Add(next.Name);
        names.Reverse();
        return names;
    }

    /// <summary>Whether a span of this name is in the trace, or named by or names one of its spans, over any number of links.</summary>
    public bool Lead(string trace, string name)
    {
        var (seen, left) = (new HashSet<string> { trace }, new Stack<string>([trace]));
        while (left.TryPop(out var next))
        {
            if (spans.Any(span => span.Trace == next && span.Name == name)) return true;
            var linked = spans.Where(span => span.Trace == next).SelectMany(span => span.Links).Select(link => link.Trace)
                .Concat(spans.Where(span => span.Name == name && span.Links.Any(link => link.Trace == next)).Select(span => span.Trace));
            foreach (var other in linked.Where(seen.Add)) left.Push(other);
        }
        return false;
    }
}
