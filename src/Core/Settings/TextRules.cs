using System.Collections.Immutable;
using Contacts.Core.Mail;
using Orleans;

namespace Contacts.Core.Settings;

/// <summary>A text of mails to be replaced, unchecked; null or blank: by the service's. The language is "en" or "cs".</summary>
[GenerateSerializer, Immutable, Alias("organisations.text-change")]
public sealed record TextChange
{
    [Id(0)] public required string Language { get; init; }

    /// <summary>One of <see cref="MailTextFields"/>.</summary>
    [Id(1)] public required string Name { get; init; }

    [Id(2)] public string? Text { get; init; }
}

/// <summary>
/// Applies changes of the texts of mails. Pure. <paramref name="refuse"/> is told each setting that is wrong, and the rule it breaks.
/// </summary>
public sealed class TextRules(Action<string, string> refuse)
{
    private const int SubjectLimit = 200;
    private const int BodyLimit = 10_000;

    public MailTextsByLanguage Apply(MailTextsByLanguage texts, ImmutableArray<TextChange> changes)
    {
        foreach (var change in changes)
        {
            var field = MailTextFields.All.Single(field => field.Name == change.Name);
            var text = string.IsNullOrWhiteSpace(change.Text) ? null : change.Text;
            if (text is not null && Problem(field, text) is { } rule) refuse($"texts.{change.Language}.{field.Name}", rule);
            texts = change.Language == "cs"
                ? texts with { Cs = field.With(texts.Cs, text) }
                : texts with { En = field.With(texts.En, text) };
        }
        return texts;
    }

    /// <summary>The most characters of a text.</summary>
    public static int LimitOf(MailTextField field) => field.IsSubject ? SubjectLimit : BodyLimit;

    private static string? Problem(MailTextField field, string text)
    {
        var limit = LimitOf(field);
        if (text.Length > limit) return $"must be {limit} characters or less";
        if (text.Any(c => char.IsControl(c) && (field.IsSubject || c is not ('\r' or '\n' or '\t'))))
            return "must have no control characters";
        var names = MailTemplate.Placeholders(text).ToArray();
        if (names.FirstOrDefault(name => !field.Placeholders.Contains(name)) is { } unknown)
            return $"must have no placeholder {{{unknown}}}: there are "
                + string.Join(", ", field.Placeholders.Select(name => $"{{{name}}}"));
        return field.Needed is null || names.Contains(field.Needed) ? null : $"must have the placeholder {{{field.Needed}}}";
    }
}
