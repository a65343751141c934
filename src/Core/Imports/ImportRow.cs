using System.Collections.Immutable;

namespace Contacts.Core.Imports;

/// <summary>
/// A row as it stands in the file, and the position behind it. Where it could not be read at all, <see cref="Problem"/> says why.
/// </summary>
public sealed record ImportRow
{
    /// <summary>The most bytes of a row.</summary>
    public const int Limit = 64 * 1024;

    public required long End { get; init; }
    public FieldProblem? Problem { get; init; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string? FirstName { get; set; }
    public string? LastName { get; set; }
    public string? Company { get; set; }
    public string? Source { get; set; }
    public ImmutableArray<string> Groups { get; set; } = [];

    /// <summary>Consents as text: "true" and "false", "yes" and "no", "1" and "0".</summary>
    public string? EmailSubscribed { get; set; }

    /// <inheritdoc cref="EmailSubscribed"/>
    public string? SmsSubscribed { get; set; }

    public bool IsBlank =>
        Problem is null && string.IsNullOrWhiteSpace(Email) && string.IsNullOrWhiteSpace(Phone) && string.IsNullOrWhiteSpace(FirstName)
        && string.IsNullOrWhiteSpace(LastName) && string.IsNullOrWhiteSpace(Company) && string.IsNullOrWhiteSpace(Source)
        && string.IsNullOrWhiteSpace(EmailSubscribed) && string.IsNullOrWhiteSpace(SmsSubscribed) && Groups.All(string.IsNullOrWhiteSpace);

    /// <summary>A row that cannot be read.</summary>
    public static ImportRow Unreadable(long end, string rule) => new() { End = end, Problem = FieldProblem.Of(InputField.None, rule) };

    public static ImportRow TooLong(long end) => Unreadable(end, "The row is longer than 64 KiB");

    public static ImportRow NotUtf8(long end) => Unreadable(end, "The row is not valid UTF-8");

    /// <summary>Sets a column's text.</summary>
    public void Set(ImportColumn column, string text)
    {
        switch (column)
        {
            case ImportColumn.Email: Email = text; break;
            case ImportColumn.Phone: Phone = text; break;
            case ImportColumn.FirstName: FirstName = text; break;
            case ImportColumn.LastName: LastName = text; break;
            case ImportColumn.Company: Company = text; break;
            case ImportColumn.Source: Source = text; break;
            case ImportColumn.Groups: Groups = GroupList.Split(text); break;
            case ImportColumn.EmailSubscribed: EmailSubscribed = text; break;
            case ImportColumn.SmsSubscribed: SmsSubscribed = text; break;
            default: break; // Notes are nobody's.
        }
    }
}

/// <summary>The columns that mean something.</summary>
public enum ImportColumn { Email, Phone, FirstName, LastName, Company, Groups, EmailSubscribed, SmsSubscribed, Source, Notes }

/// <summary>Reads the names of columns.</summary>
public static class ImportColumns
{
    /// <summary>The most unknown names that are reported, and the most characters of one.</summary>
    public const int MostIgnored = 50;

    private const int LongestName = 128;

    private static readonly Dictionary<string, ImportColumn> _byName =
        Enum.GetValues<ImportColumn>().ToDictionary(column => column.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The column; null where the name is unknown. Case, white space, "_" and "-" do not matter.</summary>
    public static ImportColumn? FindOrNull(string name) =>
        _byName.TryGetValue(string.Concat(name.Where(c => c is not ('_' or '-') && !char.IsWhiteSpace(c))), out var column) ? column : null;

    /// <summary>A name as it is reported.</summary>
    public static string Shown(string name) => name.Length <= LongestName ? name : name[..LongestName];
}
