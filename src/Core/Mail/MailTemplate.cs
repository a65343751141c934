using System.Net;
using System.Text.RegularExpressions;

namespace Contacts.Core.Mail;

/// <summary>
/// Fills the placeholders of a text, as plain text or as a simple HTML document. What stands in a value is never taken for a placeholder or
/// for HTML. Pure.
/// </summary>
public static partial class MailTemplate
{
    /// <summary>The placeholder whose value is an address to follow.</summary>
    public const string Link = "link";

    /// <summary>The names in braces that a text has.</summary>
    public static IEnumerable<string> Placeholders(string template) =>
        Placeholder().Matches(template).Select(match => match.Groups[1].Value);

    public static string Fill(string template, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(template, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>Empty lines divide paragraphs.</summary>
    public static string FillHtml(string template, IReadOnlyDictionary<string, string> values, string language)
    {
        var encoded = Placeholder().Replace(
            WebUtility.HtmlEncode(template),
            match => values.TryGetValue(match.Groups[1].Value, out var value) ? Html(match.Groups[1].Value, value) : match.Value);
        var paragraphs = Lines(encoded).Trim('\n').Split("\n\n").Select(lines => $"<p>{lines.Trim('\n').Replace("\n", "<br>\n")}</p>\n");
        return $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            </head>
            <body style="max-width: 40em; font: 16px/1.5 sans-serif; overflow-wrap: anywhere">
            {string.Concat(paragraphs)}</body>
            </html>

            """;
    }

    private static string Html(string name, string value)
    {
        var encoded = WebUtility.HtmlEncode(value);
        return name == Link ? $"<a href=\"{encoded}\">{encoded}</a>" : encoded;
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    [GeneratedRegex(@"\{([A-Za-z0-9_]*)\}")]
    private static partial Regex Placeholder();
}
