namespace Contacts.Testing.Smtp;

/// <summary>Where a scripted server leaves its usual way. Replies are whole lines without the last line end.</summary>
public sealed record SmtpServerScript
{
    public string Greeting { get; init; } = "220 test ready";

    public IReadOnlyList<string> Extensions { get; init; } = ["8BITMIME", "SMTPUTF8", "SIZE 10000000"];

    /// <summary>Announced only once the conversation is encrypted.</summary>
    public IReadOnlyList<string> EncryptedExtensions { get; init; } = [];

    public bool OffersStartTls { get; init; }

    public bool ImplicitTls { get; init; }

    /// <summary>Replies by verb, such as <c>RCPT</c>, or <c>.</c> for the end of the content.</summary>
    public IReadOnlyDictionary<string, string> Replies { get; init; } = new Dictionary<string, string>();

    /// <summary>The verb that is read and never answered. <see cref="SmtpServer.Silent"/> completes when it was.</summary>
    public string? SilentAt { get; init; }

    /// <summary>What the end of a content is answered after; the content is taken before.</summary>
    public Task AnswersContentAfter { get; init; } = Task.CompletedTask;

    /// <summary>The verb at which the connection is closed instead of answered; <c>connect</c> closes before the greeting.</summary>
    public string? DropAt { get; init; }

    /// <summary>Bytes of the content that are read before the connection is reset.</summary>
    public int? ResetAfterContentBytes { get; init; }

    /// <summary>Sent in the clear together with the reply to STARTTLS.</summary>
    public string InjectedAfterStartTls { get; init; } = "";

    /// <summary>Bytes sent instead of anything else; the server then only listens.</summary>
    public byte[]? Garbage { get; init; }

    public (string User, string Password)? Login { get; init; }
}
