using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Contacts.WebFront.Pages;

namespace Contacts.WebFront.Console.Shell;

/// <summary>
/// What the console says, in one language. English is in the markup; other languages are looked up by it, in embedded files of
/// {"English": "other"} in <c>Console/Texts/{language}</c>. What is not found there stays English.
/// </summary>
public sealed class ConsoleTexts
{
    private const string Prefix = "texts/"; // of the embedded resources' names

    public static readonly ConsoleTexts English = new(PageLanguage.English, "English", FrozenDictionary<string, string>.Empty);
    public static readonly ConsoleTexts Czech = new(PageLanguage.Czech, "Čeština", Read(PageLanguage.Czech));

    public static readonly IReadOnlyList<ConsoleTexts> All = [English, Czech];

    private readonly FrozenDictionary<string, string> _texts;

    private ConsoleTexts(string language, string name, FrozenDictionary<string, string> texts) =>
        (Language, Name, _texts) = (language, name, texts);

    /// <summary>"en" or "cs".</summary>
    public string Language { get; }

    /// <summary>The language's own name.</summary>
    public string Name { get; }

    public string this[string english] => _texts.GetValueOrDefault(english, english);

    /// <summary>A text with placeholders: {0}, {1}.</summary>
    public string this[string english, params object?[] values] => string.Format(CultureInfo.InvariantCulture, this[english], values);

    /// <summary>The person's own language, unless the address asks for another one; without either, that of the request.</summary>
    internal static ConsoleTexts Of(HttpRequest request, string? chosen)
    {
        var asked = PageLanguage.Spoken(request.Query["lang"]) ?? PageLanguage.Spoken(chosen);
        var language = asked ?? PageLanguage.Of(request, null);
        return All.First(texts => texts.Language == language);
    }

    private static FrozenDictionary<string, string> Read(string language)
    {
        var assembly = typeof(ConsoleTexts).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{Prefix}{language}/", StringComparison.Ordinal))
            .SelectMany(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
            })
            .DistinctBy(text => text.Key).ToFrozenDictionary();
    }
}
