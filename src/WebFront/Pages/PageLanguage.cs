using System.Net.Http.Headers;

namespace Contacts.WebFront.Pages;

/// <summary>The languages that pages speak: "en" and "cs".</summary>
internal static class PageLanguage
{
    public const string English = "en";
    public const string Czech = "cs";

    /// <summary>That of <c>?lang</c>, else the best of <c>Accept-Language</c>, else the given one; English where none is spoken.</summary>
    public static string Of(HttpRequest request, string? otherwise) =>
        Spoken(request.Query["lang"]) ?? Accepted(request.Headers.AcceptLanguage) ?? Spoken(otherwise) ?? English;

    /// <summary>Null if it is not spoken.</summary>
    public static string? Spoken(string? language) =>
        English.Equals(language, StringComparison.OrdinalIgnoreCase) ? English
        : Czech.Equals(language, StringComparison.OrdinalIgnoreCase) ? Czech : null;

    private static string? Accepted(string? header)
    {
        var ranges = (header ?? "").Split(',').Select(text => StringWithQualityHeaderValue.TryParse(text, out var range) ? range : null);
        return ranges.Where(range => range is not null && range.Quality is not 0).OrderByDescending(range => range!.Quality ?? 1)
            .Select(range => Spoken(range!.Value.Split('-')[0])).FirstOrDefault(language => language is not null);
    }
}
