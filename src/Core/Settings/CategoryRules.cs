using System.Collections.Immutable;
using Contacts.Core.Email;
using Contacts.Core.Text;

namespace Contacts.Core.Settings;

/// <summary>
/// Checks and normalises settings of categories. Pure. <paramref name="refuse"/> is told each setting that is wrong, such as
/// "support.categories[1].recipients[0]", and the rule it breaks.
/// </summary>
public sealed class CategoryRules(Action<string, string> refuse)
{
    private const string Setting = "support.categories";
    /// <summary>The most categories with settings.</summary>
    public const int CategoryLimit = 200;

    /// <summary>The most recipients of a category.</summary>
    public const int RecipientLimit = 20;

    public ImmutableArray<CategorySettings> Check(ImmutableArray<CategorySettings> sent)
    {
        if (sent.Length > CategoryLimit) refuse(Setting, $"must be an array of at most {CategoryLimit} objects");
        var categories = sent.Select((category, i) => Check(category, $"{Setting}[{i}]")).ToImmutableArray();
        for (var i = 0; i < categories.Length; i++)
            if (categories.Take(i).Any(other => other.Slug == categories[i].Slug))
                refuse($"{Setting}[{i}].slug", "must be there only once");
        return categories;
    }

    private CategorySettings Check(CategorySettings category, string setting)
    {
        if (!CategorySlug.TryRead(category.Slug, out var slug)) refuse($"{setting}.slug", CategorySlug.Rule);
        var recipients = category.Recipients.IsDefault ? [] : category.Recipients;
        if (recipients.Length > RecipientLimit)
            refuse($"{setting}.recipients", $"must be an array of at most {RecipientLimit} email addresses");
        return category with
        {
            Slug = slug, Recipients = [.. recipients.Select((text, i) => Address(text, $"{setting}.recipients[{i}]")).Distinct()],
        };
    }

    private string Address(string text, string setting)
    {
        if (EmailAddress.TryParse(text, out var address, out _)) return address.Normalised;
        refuse(setting, "must be a valid email address");
        return text;
    }
}
