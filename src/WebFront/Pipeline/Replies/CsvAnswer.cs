using CsvHelper;

namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>An answer that a caller may have as CSV instead, by `Accept`.</summary>
internal interface ICsvAnswer
{
    /// <summary>The names of the columns, and then the rows.</summary>
    IEnumerable<string[]> Lines();
}

/// <summary>Writes CSV by RFC 4180 in UTF-8, in which no cell is a formula: one that would be begins with an apostrophe.</summary>
internal static class Csv
{
    public const string Type = "text/csv";

    private const string JsonType = "application/json";

    private static readonly CsvWriterOptions _rules = new() { Injection = CsvInjection.Escape, InjectionCharacters = "=+-@\t\r\n" };

    /// <summary>Whether of the two types that are named the caller likes CSV better; of equal ones the first counts.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Where(accepted => accepted.Quality is not 0).OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.MediaType.Value).FirstOrDefault(type => IsType(type, Type) || IsType(type, JsonType)) is { } first
        && IsType(first, Type);

    public static byte[] Write(ICsvAnswer answer) => Write(answer.Lines());

    public static byte[] Write(IEnumerable<string[]> lines)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, _rules, leaveOpen: true))
            foreach (var line in lines) csv.WriteRecord(line);
        return bytes.ToArray();
    }

    private static bool IsType(string? type, string wanted) => string.Equals(type, wanted, StringComparison.OrdinalIgnoreCase);
}
