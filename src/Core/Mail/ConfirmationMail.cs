using System.Globalization;

namespace Contacts.Core.Mail;

/// <summary>A mail with the link by which a person confirms a sign-up.</summary>
public sealed record ConfirmationMail
{
    /// <summary>The organisation's display name.</summary>
    public required string Organisation { get; init; }

    /// <summary>The page that confirms.</summary>
    public required string Link { get; init; }

    /// <summary>The page that unsubscribes, also by one POST (RFC 8058).</summary>
    public required string UnsubscribeUrl { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>For how long the link holds from when it was asked for.</summary>
    public required TimeSpan Ttl { get; init; }

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    /// <summary>The sender's address; null: the service's.</summary>
    public string? From { get; init; }

    /// <summary>What the mail says, by the organisation's texts.</summary>
    public MailContent Write(MailTexts texts)
    {
        var values = new Dictionary<string, string>
        {
            ["organisation"] = Organisation, [MailTemplate.Link] = Link,
            ["hours"] = Ttl.TotalHours.ToString("0.####", CultureInfo.InvariantCulture),
            ["expires"] = ExpiresAt.ToString(
                Language == "cs" ? "d. M. yyyy H:mm 'UTC'" : "d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture),
        };
        return new()
        {
            Subject = MailTemplate.Fill(texts.ConfirmationSubject!, values), Body = MailTemplate.Fill(texts.ConfirmationBody!, values),
            Html = MailTemplate.FillHtml(texts.ConfirmationBody!, values, Language),
            From = From, FromName = From is null ? null : Organisation, UnsubscribeUrl = UnsubscribeUrl,
        };
    }
}
