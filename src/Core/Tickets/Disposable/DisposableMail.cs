namespace Contacts.Core.Tickets.Disposable;

/// <summary>
/// Domains that give everybody a mailbox for minutes: a built-in list, read when first needed, and what an operator adds to it.
/// </summary>
public sealed class DisposableMail(IEnumerable<string>? added = null)
{
    private readonly string[] _added = [.. (added ?? []).Select(domain => domain.Trim().TrimStart('@'))];
    private HashSet<string>? _domains;

    /// <summary>Whether a normalised address is at one of the domains or below it.</summary>
    public bool Has(string email)
    {
        var domains = Load().GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = email.AsSpan(email.LastIndexOf('@') + 1); ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            if (domains.Contains(rest)) return true;
            if (!rest.Contains('.')) return false;
        }
    }

    /// <summary>Reads the list, so that no form waits for it.</summary>
    public void WarmUp() => Load();

    // Two threads may read it at once: one of two equal sets stays.
    private HashSet<string> Load() =>
        _domains ??= new([.. Lines("domains.txt"), .. Lines("own-domains.txt"), .. _added], StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(DisposableMail).Assembly.GetManifestResourceStream(typeof(DisposableMail), file)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('#')) yield return line;
    }
}
