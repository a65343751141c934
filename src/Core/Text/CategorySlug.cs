using System.Text.RegularExpressions;

namespace Contacts.Core.Text;

/// <summary>The slug of a ticket's category. Pure.</summary>
public static partial class CategorySlug
{
    /// <summary>What a slug must be.</summary>
    public const string Rule = "must be 1 to 64 letters, digits or hyphens";

    /// <summary>Trimmed and in lower case; false if it is none.</summary>
    public static bool TryRead(string text, out string slug) => Pattern().IsMatch(slug = text.Trim().ToLowerInvariant());

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z")]
    private static partial Regex Pattern();
}
