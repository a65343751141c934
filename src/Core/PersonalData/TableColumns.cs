namespace Contacts.Core.PersonalData;

/// <summary>The columns of a table: those that can hold personal data, and the others, each separated by spaces.</summary>
public sealed class TableColumns(string table, string personal, string other)
{
    public string Table { get; } = table;

    public IReadOnlyList<string> Personal { get; } = Split(personal);

    public IReadOnlyList<string> Other { get; } = Split(other);

    private static string[] Split(string columns) => columns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
