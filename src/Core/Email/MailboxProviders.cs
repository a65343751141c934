using System.Collections.Frozen;

namespace Contacts.Core.Email;

/// <summary>
/// What the large mailbox providers are commonly known to ignore in a local part, and only in their own domains: a company's domain hosted
/// by one of them may be set up otherwise. A provider that is not listed is compared literally, which never takes two people for one.
/// </summary>
internal static class MailboxProviders
{
    private const string Gmail = "gmail.com";

    // In order: Google, Microsoft, Apple, Fastmail, Proton, Yandex, Zoho.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IgnoringTags = new[]
    {
        Gmail, "googlemail.com",
        "outlook.com", "hotmail.com", "live.com", "msn.com",
        "icloud.com", "me.com", "mac.com",
        "fastmail.com", "fastmail.fm",
        "proton.me", "protonmail.com", "protonmail.ch", "pm.me",
        "yandex.com", "yandex.ru", "ya.ru",
        "zoho.com", "zohomail.com",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The address as the provider compares it; the address itself if nothing of the local part would be left.</summary>
    public static string Canonical(string normalised)
    {
        var at = normalised.IndexOf('@');
        if (at < 0) return normalised;
        var domain = normalised.AsSpan(at + 1);
        if (!IgnoringTags.Contains(domain)) return normalised;

        var isGoogle = domain is Gmail or "googlemail.com";
        var local = normalised.AsSpan(0, at);
        var plus = local.IndexOf('+');
        if (plus >= 0) local = local[..plus];
        // Nothing left, or a dot at the end: no such mailbox exists, so there is nothing to be compared with.
        if (local.IsEmpty || local[^1] == '.') return normalised;
        if (!isGoogle) return plus < 0 ? normalised : string.Concat(local, "@", domain);
        if (plus < 0 && domain is Gmail && !local.Contains('.')) return normalised;
        return string.Concat(local.ToString().Replace(".", "", StringComparison.Ordinal), "@", Gmail);
    }
}

/// <summary>Which spellings of an e-mail address an organisation counts as one contact.</summary>
public enum EmailCanonicalization
{
    /// <summary>Only the normalised form itself.</summary>
    None = 0,

    /// <summary>Also the spellings that the mailbox provider itself delivers to one mailbox.</summary>
    Provider = 1,
}
