using System.Buffers;

namespace Contacts.Core.Text;

/// <summary>
/// The apostrophe that keeps spreadsheets from reading a cell as a formula. One is put in front of each cell that they would take for one,
/// and of each that has such an apostrophe already, so that taking one away gives every cell back. Pure.
/// </summary>
public static class FormulaGuard
{
    private static readonly SearchValues<char> _formulas = SearchValues.Create("=+-@\t\r\n");

    /// <summary>The cell as a spreadsheet may have it.</summary>
    public static string Add(string cell) => IsFormula(cell) ? $"'{cell}" : cell;

    /// <summary>The cell without the apostrophe that <see cref="Add"/> has put in front.</summary>
    public static string Remove(string cell) => cell is ['\'', ..] && IsFormula(cell) ? cell[1..] : cell;

    /// <summary>A phone number without apostrophes in front: other programs put one there to keep it from being read as a number.</summary>
    public static string RemoveFromPhone(string cell) => cell.TrimStart('\'');

    private static bool IsFormula(ReadOnlySpan<char> cell) => cell.TrimStart('\'') is [var first, ..] && _formulas.Contains(first);
}
