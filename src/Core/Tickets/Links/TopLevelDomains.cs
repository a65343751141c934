using System.Collections.Frozen;

namespace Contacts.Core.Tickets.Links;

/// <summary>The top-level domains there are, as IANA has them; read when first needed.</summary>
internal static class TopLevelDomains
{
    private static readonly Lazy<FrozenSet<string>> _all = new(() => Lines().ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether there is one of this name, in Unicode; those in ASCII form (<c>xn--</c>) are taken to exist.</summary>
    public static bool Has(ReadOnlySpan<char> name) =>
        name.StartsWith("xn--", StringComparison.OrdinalIgnoreCase) || _all.Value.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(TopLevelDomains).Assembly.GetManifestResourceStream(typeof(TopLevelDomains), "top-level-domains.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line;
    }
}
