using System.Text;
using Contacts.Core.Email;

namespace Contacts.Core.Settings;

/// <summary>
/// Applies a change to consent settings. Pure. <paramref name="refuse"/> is told each setting that is wrong, and the rule it breaks;
/// <paramref name="allowsHttp"/> is for development, where pages may not have https.
/// </summary>
internal sealed class ConsentRules(Action<string, string> refuse, bool allowsHttp)
{
    /// <summary>Somewhat under two seconds: what a test can wait for.</summary>
    private const double LeastTtlHours = 0.0005;

    private const double MostTtlHours = 8784; // A leap year.
    private const int UrlLimit = 2048;

    public ConsentSettings Apply(ConsentSettings settings, ConsentSettingsChange change) => settings with
    {
        Confirm = change.Confirm is { } mode ? Mode(mode) : settings.Confirm,
        TtlHours = change.TtlHours is { } hours ? TtlHours(hours) : settings.TtlHours,
        Language = change.Language is { } language ? Language(language) : settings.Language,
        From = change.From.IsSent ? From(change.From.Value) : settings.From,
        Redirects = new()
        {
            Confirmed = Redirect(settings.Redirects.Confirmed, change.Confirmed, "consent.redirects.confirmed"),
            Unsubscribed = Redirect(settings.Redirects.Unsubscribed, change.Unsubscribed, "consent.redirects.unsubscribed"),
        },
    };

    private ConfirmationMode Mode(string text)
    {
        switch (text)
        {
            case "never": return ConfirmationMode.Never;
            case "new": return ConfirmationMode.New;
            case "always": return ConfirmationMode.Always;
            default:
                refuse("consent.confirm", "must be \"never\", \"new\" or \"always\"");
                return default;
        }
    }

    private double TtlHours(double hours)
    {
        if (hours is not (>= LeastTtlHours and <= MostTtlHours))
            refuse("consent.ttlHours", FormattableString.Invariant($"must be a number from {LeastTtlHours} to {MostTtlHours}"));
        return hours;
    }

    private string Language(string text)
    {
        if (text is not ("en" or "cs")) refuse("consent.language", "must be \"en\" or \"cs\"");
        return text;
    }

    private string? From(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (EmailAddress.TryParse(text, out var address, out _)) return address.Normalised;
        refuse("consent.from", "must be a valid email address, or null");
        return null;
    }

    private string? Redirect(string? present, Optional<string> sent, string setting)
    {
        if (!sent.IsSent) return present;
        if (string.IsNullOrWhiteSpace(sent.Value)) return null;
        var url = sent.Value.Trim();
        if (!IsRedirect(url)) refuse(setting, $"must be an absolute {(allowsHttp ? "http or https" : "https")} URL, or null");
        return url;
    }

    /// <summary>ASCII alone: it becomes a header of answers.</summary>
    private bool IsRedirect(string url) =>
        url.Length <= UrlLimit && Ascii.IsValid(url) && Uri.IsWellFormedUriString(url, UriKind.Absolute)
        && new Uri(url) is { Host.Length: > 0, UserInfo: "" } uri
        && (uri.Scheme == Uri.UriSchemeHttps || (allowsHttp && uri.Scheme == Uri.UriSchemeHttp));
}
