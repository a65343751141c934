using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Contacts.WebFront.Consent.Pages;

/// <summary>A heading and a sentence.</summary>
public sealed record PageMessage(string Title, string Text);

/// <summary>All that pages say, in one language.</summary>
public sealed record PageTexts
{
    public static PageTexts English { get; } = EnglishTexts.Make();

    public static PageTexts Czech { get; } = CzechTexts.Make();

    public static ImmutableArray<PageTexts> All { get; } = [English, Czech];

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    /// <summary>The language's own name.</summary>
    public required string Name { get; init; }

    public required string LanguageLabel { get; init; }

    public required PageMessage Ask { get; init; }
    public required string Confirm { get; init; }
    public required string Decline { get; init; }
    public required PageMessage Confirmed { get; init; }
    public required PageMessage Declined { get; init; }
    public required PageMessage Expired { get; init; }
    public required PageMessage Over { get; init; }
    public required string SendAgain { get; init; }
    public required PageMessage SentAgain { get; init; }
    public required PageMessage Held { get; init; }

    public required PageMessage AskUnsubscribe { get; init; }
    public required string Unsubscribe { get; init; }
    public required PageMessage Unsubscribed { get; init; }

    public required string PreferencesTitle { get; init; }
    public required string Channels { get; init; }
    public required string ByEmail { get; init; }
    public required string BySms { get; init; }
    public required string Topics { get; init; }
    public required string YourName { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Save { get; init; }
    public required string Saved { get; init; }
    public required string WrongName { get; init; }

    public required PageMessage Unknown { get; init; }
    public required PageMessage BadForm { get; init; }
    public required PageMessage TooLarge { get; init; }
    public required PageMessage NoForm { get; init; }
    public required PageMessage Unavailable { get; init; }

    /// <summary>That of <c>?lang</c>, else the best of <c>Accept-Language</c>, else the organisation's.</summary>
    public static PageTexts Of(HttpRequest request, string organisation) =>
        Find(request.Query["lang"]) ?? Accepted(request.Headers.AcceptLanguage) ?? Find(organisation) ?? English;

    private static PageTexts? Accepted(string? header)
    {
        var ranges = (header ?? "").Split(',').Select(text => StringWithQualityHeaderValue.TryParse(text, out var range) ? range : null);
        return ranges.Where(range => range is not null && range.Quality is not 0).OrderByDescending(range => range!.Quality ?? 1)
            .Select(range => Find(range!.Value.Split('-')[0])).FirstOrDefault(texts => texts is not null);
    }

    private static PageTexts? Find(string? language) =>
        All.FirstOrDefault(texts => texts.Language.Equals(language, StringComparison.OrdinalIgnoreCase));
}
