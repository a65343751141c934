using Contacts.Core.Email;

namespace Contacts.Core.Contacts;

/// <summary>What the setting of an organisation makes of stored addresses.</summary>
public static class EmailIdentity
{
    /// <summary>The row with the canonical form that its address has under this setting.</summary>
    public static ContactRow Rekeyed(ContactRow row, EmailCanonicalization mode) =>
        KeyOf(row.Email, mode) is { } key && key != row.EmailKey ? row with { EmailKey = key } : row;

    /// <summary>The canonical form of a stored address; null if it has none.</summary>
    public static string? KeyOf(string? email, EmailCanonicalization mode) =>
        EmailAddress.TryParse(email, out var address, out _) ? address.Canonical(mode) : null;
}
