namespace Contacts.Mail.Smtp;

/// <summary>When a conversation is encrypted. The server's certificate is always checked; a failed check is a temporary failure.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS where the server offers it, else in the clear (but a password is never sent in the clear).</summary>
    StartTlsWhenAvailable,

    /// <summary>STARTTLS, or no mail.</summary>
    StartTlsRequired,

    /// <summary>TLS from the first byte, as on port 465.</summary>
    ImplicitTls,

    /// <summary>Never encrypted.</summary>
    None,
}
