using System.Globalization;
using System.Xml.Linq;
using Contacts.Testing;

namespace Contacts.WebFront.Tests.Exports;

/// <summary>A cell of a sheet, as LibreOffice shows it.</summary>
internal readonly record struct SheetCell(string Text, bool IsFormula);

/// <summary>What LibreOffice makes of a CSV file, where it is installed.</summary>
internal static class Spreadsheet
{
    private static readonly XNamespace _table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace _text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private static readonly string? _program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);

    public static bool IsInstalled => _program is not null;

    /// <summary>The rows that are not empty; commas separate, the text is UTF-8, and nothing is asked of a user.</summary>
    public static async Task<SheetCell[][]> OpenAsync(string csv)
    {
        var folder = Directory.CreateTempSubdirectory("contacts-");
        try
        {
            var file = Path.Combine(folder.FullName, "contacts.csv");
            await File.WriteAllTextAsync(file, csv);
            await Programs.RunAsync(
                _program!, "--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--infilter=CSV:44,34,76",
                "--convert-to", "fods", "--outdir", folder.FullName, file);
            var sheet = XDocument.Load(Path.Combine(folder.FullName, "contacts.fods"));
            return [.. sheet.Descendants(_table + "table-row").Select(Cells).Where(row => row.Any(cell => cell.Text.Length > 0))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Cells that are the same stand once with their number.</summary>
    private static SheetCell[] Cells(XElement row) => [.. row.Elements(_table + "table-cell").SelectMany(Repeated)];

    private static IEnumerable<SheetCell> Repeated(XElement cell)
    {
        var lines = cell.Elements(_text + "p").Select(line => line.Value);
        var times = int.Parse(cell.Attribute(_table + "number-columns-repeated")?.Value ?? "1", CultureInfo.InvariantCulture);
        return Enumerable.Repeat(
            new SheetCell(string.Join('\n', lines), cell.Attribute(_table + "formula") is not null), Math.Min(100, times));
    }
}
