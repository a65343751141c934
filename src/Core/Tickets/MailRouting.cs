using System.Collections.Immutable;
using Contacts.Core.Email;
using Contacts.Core.Settings;

namespace Contacts.Core.Tickets;

/// <summary>
/// Where a ticket's mail goes: only where the organisation allows it, so that nobody can use the form to write to strangers. Pure.
/// </summary>
public readonly record struct MailRouting(string? To, string? Note)
{
    /// <summary>Who gets the same mail beside <see cref="To"/>.</summary>
    public ImmutableArray<string> Copies { get; init; } = [];

    /// <summary>
    /// To the address that the form asks for (normalised; null if it asks for none) where it is allowed, else to the recipients of the
    /// category, else to the default recipient.
    /// </summary>
    public static MailRouting Decide(string? sendTo, string? category, SupportSettings settings)
    {
        if (sendTo is not null && IsAllowed(sendTo, settings)) return new(sendTo, null);
        var recipients = Usual(category, settings);
        var refusal = sendTo is null || recipients.Contains(sendTo) ? null : $"{sendTo} is not an allowed recipient.";
        return recipients switch
        {
            [] => new(null, $"{refusal} There is no default recipient.".TrimStart()),
            [var only] => new(only, refusal),
            [var first, .. var others] => new(first, $"{refusal} Also to {string.Join(", ", others)}.".TrimStart()) { Copies = others },
        };
    }

    /// <summary>The organisation's default recipient, normalised.</summary>
    public static string? DefaultOrNull(SupportSettings settings) =>
        EmailAddress.TryParse(settings.DefaultRecipient, out var address, out _) ? address.Normalised : null;

    private static ImmutableArray<string> Usual(string? category, SupportSettings settings) =>
        settings.CategoryOrNull(category) is { Recipients: [_, ..] recipients } ? recipients
        : DefaultOrNull(settings) is { } usual ? [usual]
        : [];

    private static bool IsAllowed(string sendTo, SupportSettings settings)
    {
        if (settings.AllowedRecipients.IsDefaultOrEmpty) return false;
        foreach (var entry in settings.AllowedRecipients)
        {
            var allowed = entry.Trim();
            if (allowed.StartsWith('@') ? IsInDomain(sendTo, allowed) : IsAddress(sendTo, allowed)) return true;
        }
        return false;
    }

    private static bool IsAddress(string sendTo, string allowed) =>
        EmailAddress.TryParse(allowed, out var address, out _) && sendTo == address.Normalised;

    /// <summary>
    /// Many servers still read <c>user%host</c> and <c>host!user</c> as "pass it on to that host": such a local part is not of the domain.
    /// </summary>
    private static bool IsInDomain(string sendTo, string domain)
    {
        var at = sendTo.LastIndexOf('@');
        if (sendTo.AsSpan(0, at).IndexOfAny('%', '!') >= 0) return false;
        // A domain is normalised as part of an address.
        return EmailAddress.TryParse("x" + domain, out var address, out _) && sendTo[at..] == address.Normalised[1..];
    }
}
