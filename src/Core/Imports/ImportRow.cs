using System.Collections.Immutable;

namespace Contacts.Core.Imports;

/// <summary>
/// A row as it stands in the file, the line it begins in, and the place behind it. Where it could not be read at all,
/// <see cref="Problem"/> says why.
/// </summary>
public sealed record ImportRow
{
    /// <summary>The most bytes of a row.</summary>
    public const int Limit = 64 * 1024;

    public const string TooLong = "The row is longer than 64 KiB";
    public const string NotUtf8 = "The row is not valid UTF-8";

    public required ImportPlace Behind { get; init; }
    public long Line { get; init; }
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
    public static ImportRow Unreadable(ImportPlace behind, long line, string rule) =>
        new() { Behind = behind, Line = line, Problem = FieldProblem.Of(InputField.None, rule) };

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
            default: break; // Notes are not stored.
        }
    }
}
