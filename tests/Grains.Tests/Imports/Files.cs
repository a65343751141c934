using System.Collections.Immutable;
using System.Text;
using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Files in memory, in pieces of any size.</summary>
internal static class Files
{
    public static ImportJob Job(ImportFormat format, long bytes, char? delimiter = null) => new()
    {
        OrganisationId = 1, ImportId = 0x17, State = ImportState.Running, Format = format, Delimiter = delimiter, Bytes = bytes, Actor = "Ann",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public static ImportData Data(byte[] file, int pieceSize) => new(file.Length, (position, _) =>
    {
        var start = (int)(position / pieceSize * pieceSize);
        return Task.FromResult<ImportPiece?>(new(start, [.. file.AsSpan(start, Math.Min(pieceSize, file.Length - start))]));
    });

    public static Task<List<ImportRow>> CsvAsync(string text, char? delimiter = null) => ReadAsync(ImportFormat.Csv, Bytes(text), 1000, delimiter);

    public static Task<List<ImportRow>> JsonAsync(string text) => ReadAsync(ImportFormat.JsonLines, Bytes(text), 1000);

    public static async Task<List<ImportRow>> ReadAsync(
        ImportFormat format, byte[] file, int pieceSize, char? delimiter = null, ImportPlace place = default)
    {
        var job = Job(format, file.Length, delimiter) with { Place = place };
        using var rows = await ImportRows.OpenAsync(Data(file, pieceSize), job, CancellationToken.None);
        var read = new List<ImportRow>();
        while (await rows.NextAsync(CancellationToken.None) is { } row) read.Add(row);
        return read;
    }

    public static async Task<ImmutableArray<string>> IgnoredAsync(ImportFormat format, string text)
    {
        var file = Bytes(text);
        using var rows = await ImportRows.OpenAsync(Data(file, 1000), Job(format, file.Length), CancellationToken.None);
        while (await rows.NextAsync(CancellationToken.None) is not null)
        {
        }
        return rows.IgnoredColumns;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A row as one text, for comparisons.</summary>
    public static string Text(ImportRow row) => row.Problem is { } problem
        ? $"! {problem.Field} {problem.Rule}"
        : $"{row.Email}|{row.Phone}|{row.FirstName}|{row.LastName}|{row.Company}|{string.Join('+', row.Groups)}|{row.EmailSubscribed}|{row.SmsSubscribed}|{row.Source}";
}
