using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.Contacts;

namespace Contacts.Grains.Tickets;

/// <summary>Where a ticket's mail goes: only where the organisation allows it, so that nobody can use the form to write to strangers. Pure.</summary>
public readonly record struct MailRouting(string? To, string? Note)
{
    /// <summary><paramref name="sendTo"/> is the normalised address that the form asks for; null where it asks for none.</summary>
    public static MailRouting Decide(string? sendTo, SupportSettings settings)
    {
        if (sendTo is not null && IsAllowed(sendTo, settings)) return new(sendTo, null);
        var usual = EmailAddress.TryParse(settings.DefaultRecipient, out var address, out _) ? address.Normalised : null;
        var refusal = sendTo is null || sendTo == usual ? null : $"{sendTo} is not an allowed recipient.";
        if (usual is not null) return new(usual, refusal);
        return new(null, $"{refusal} There is no default recipient.".TrimStart());
    }

    private static bool IsAllowed(string sendTo, SupportSettings settings)
    {
        if (settings.AllowedRecipients.IsDefaultOrEmpty) return false;
        foreach (var entry in settings.AllowedRecipients)
        {
            var allowed = entry.Trim();
            // A domain is normalised as part of an address.
            var isDomain = allowed.StartsWith('@');
            if (!EmailAddress.TryParse(isDomain ? "x" + allowed : allowed, out var address, out _)) continue;
            if (isDomain ? sendTo[sendTo.LastIndexOf('@')..] == address.Normalised[1..] : sendTo == address.Normalised) return true;
        }
        return false;
    }
}
