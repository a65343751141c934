using System.Collections.Immutable;
using Contacts.WebFront.Pages;

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

    public required string YourData { get; init; }
    public required string SendData { get; init; }
    public required string CopyAsked { get; init; }
    public required string Forget { get; init; }
    public required PageMessage AskForget { get; init; }
    public required string ForgetNow { get; init; }
    public required string KeepData { get; init; }
    public required PageMessage ForgetAsked { get; init; }
    public required PageMessage Forgotten { get; init; }

    public required PageMessage Unknown { get; init; }
    public required PageMessage BadForm { get; init; }
    public required PageMessage TooLarge { get; init; }
    public required PageMessage NoForm { get; init; }
    public required PageMessage Unavailable { get; init; }

    /// <summary>Those of the language of the request, or of the organisation.</summary>
    internal static PageTexts Of(HttpRequest request, string organisation)
    {
        var language = PageLanguage.Of(request, organisation);
        return All.First(texts => texts.Language == language);
    }
}
