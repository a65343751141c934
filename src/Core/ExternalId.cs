using System.Security.Cryptography;

namespace Contacts.Core;

/// <summary>The ids of contacts, tickets, merges and mails that are shown outside: 16 characters of [A-Za-z0-9].</summary>
public static class ExternalId
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new id from a cryptographic generator.</summary>
    public static string New() => RandomNumberGenerator.GetString(Characters, 16);
}
