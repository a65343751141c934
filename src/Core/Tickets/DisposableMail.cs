namespace Contacts.Core.Tickets;

/// <summary>Domains that give everybody a mailbox for minutes: a built-in list and what an operator adds to it.</summary>
public sealed class DisposableMail
{
    private readonly HashSet<string> _domains;

    public DisposableMail(IEnumerable<string>? added = null)
    {
        _domains = new(BuiltIn(), StringComparer.OrdinalIgnoreCase);
        foreach (var domain in added ?? []) _domains.Add(domain.Trim().TrimStart('@'));
    }

    /// <summary>Whether a normalised address is at one of the domains or below it.</summary>
    public bool Has(string email)
    {
        var lookup = _domains.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var rest = email.AsSpan(email.LastIndexOf('@') + 1); ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            if (lookup.Contains(rest)) return true;
            if (!rest.Contains('.')) return false;
        }
    }

    private static IEnumerable<string> BuiltIn()
    {
        const string list = "Contacts.Core.Tickets.disposable-mail-domains.txt";
        using var stream = typeof(DisposableMail).Assembly.GetManifestResourceStream(list)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
