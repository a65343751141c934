namespace Contacts.Core.Email;

/// <summary>Which spellings of an e-mail address an organisation counts as one contact.</summary>
public enum EmailCanonicalization
{
    /// <summary>Only the normalised form itself.</summary>
    None = 0,

    /// <summary>Also the spellings that the mailbox provider itself delivers to one mailbox.</summary>
    Provider = 1,
}
