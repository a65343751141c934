using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Console.Settings;

/// <summary>A category in the form of categories, as it was typed.</summary>
public sealed record CategoryRow(string Slug, string Recipients, bool AllowUnknown)
{
    /// <summary>The field that says how many rows there are; it is in the form of categories alone.</summary>
    public const string Count = "categories";

    private const int Blank = 2; // To add others.

    /// <summary>The rows of an organisation's categories, and some that are empty.</summary>
    public static ImmutableArray<CategoryRow> Of(ImmutableArray<CategorySettings> categories) =>
    [
        .. categories.Select(category => new CategoryRow(category.Slug, string.Join(", ", category.Recipients), category.AllowUnknown)),
        .. Enumerable.Repeat(new CategoryRow("", "", true), Math.Min(Blank, CategoryRules.CategoryLimit - categories.Length)),
    ];

    /// <summary>The rows as they were sent.</summary>
    public static ImmutableArray<CategoryRow> Sent(IFormCollection form)
    {
        _ = int.TryParse(form[Count], NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return
        [
            .. Enumerable.Range(0, Math.Min(count, CategoryRules.CategoryLimit)).Select(row => new CategoryRow(
                form[$"category.{row}.slug"].ToString().Trim(), form[$"category.{row}.recipients"].ToString(),
                form[$"category.{row}.allowUnknown"] == "on")),
        ];
    }

    /// <summary>The categories of the rows that name one: a row whose name was cleared is taken away.</summary>
    public static ImmutableArray<CategorySettings> Read(IFormCollection form) =>
    [
        .. Sent(form).Where(row => row.Slug.Length > 0).Select(row => new CategorySettings
        {
            Slug = row.Slug, Recipients = ListOf(row.Recipients), AllowUnknown = row.AllowUnknown,
        }),
    ];

    /// <summary>What stands between commas.</summary>
    public static ImmutableArray<string> ListOf(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
