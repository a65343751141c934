using System.Collections.Immutable;

namespace Contacts.Core.Imports;

/// <summary>The file cannot be read as what it says it is; the message is for the one who sent it.</summary>
internal sealed class ImportFileException(string message) : Exception(message);

/// <summary>The rows of a file from a position on, one after the other; blank ones are left out.</summary>
internal abstract class ImportRows : IDisposable
{
    private readonly List<string> _ignored = [];

    /// <summary>Names of columns that mean nothing.</summary>
    public ImmutableArray<string> IgnoredColumns => [.. _ignored];

    /// <summary>The names of the columns in which <see cref="ImportRow.Cells"/> stand.</summary>
    public abstract ImmutableArray<string> Names { get; }

    /// <summary>The next row; null at the end.</summary>
    public abstract ValueTask<ImportRow?> NextAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }

    /// <summary>Opens a job's file where the job is. Throws <see cref="ImportFileException"/>.</summary>
    public static async ValueTask<ImportRows> OpenAsync(
        ImportData data, ImportJob job, CancellationToken cancellationToken, bool isPreview = false)
    {
        var mapping = ImportMapping.ReadOrNull(job.Mapping, out _) ?? ImportMapping.None; // It was checked when the import began.
        var head = await data.TakeAsync(0, ImportRow.Limit, cancellationToken);
        if (head.IsEmpty) throw new ImportFileException("The file is empty");
        ImportRows rows = job.Format == ImportFormat.Csv
            ? await CsvRows.OpenAsync(data, CsvHead.Read(head, job.Delimiter, mapping, job.Match, isPreview), job.Place, cancellationToken)
            : new JsonRows(data, mapping, job.Place.Position == 0 && head.Span.StartsWith("\uFEFF"u8) ? new(3, 0, 0) : job.Place);
        foreach (var name in job.IgnoredColumns) rows.Ignore(name);
        return rows;
    }

    protected void Ignore(string name)
    {
        var shown = ImportColumns.Shown(name);
        if (_ignored.Count < ImportColumns.MostIgnored && !_ignored.Contains(shown)) _ignored.Add(shown);
    }
}
