namespace Contacts.Grains.Abstractions.Contacts;

/// <summary>Which addresses an organisation takes for the same.</summary>
public enum EmailCanonicalization
{
    /// <summary>Only equal normalised addresses.</summary>
    None,

    /// <summary>Also what the mail provider delivers to one mailbox (dots and tags of Gmail, for example).</summary>
    Provider,
}
