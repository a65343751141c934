using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>Imports of contacts and their state.</summary>
internal static class ImportStatus
{
    public static ApiGroup MapAdminImports(this ApiGroup api) => api.Tagged("Admin: contacts")
        .Upload<ImportStartedAnswer>("/contact/import", ImportFile.Types, ImportFile.CheckType, StartImport.HandleAsync)
        .Get<ImportPageAnswer>("/contact/import/list", ListAsync)
        .Get<ImportAnswer>("/contact/import/{jobId}", ShowAsync, Failure.ImportNotFound);

    /// <summary>List imports</summary>
    /// <remarks>The newest first, without their errors. Reports are kept for 30 days after the end.</remarks>
    [Parameter<long>("limit", "Items per page, 20 unless given; over 100 is 100.", 20)]
    [Parameter<long>("page", "Page number, from 1.", 1)]
    public static async Task<Reply<ImportPageAnswer>> ListAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (page, pageSize) = (values.Page(), values.PageSize("limit", 20));
        if (values.Problem is { } problem)
            return problem;
        var found = await call.OfOrganisation<IImportDirectoryGrain>().ListAsync(page, pageSize, call.Aborted);
        return new ImportPageAnswer([.. found.Items.Select(report => new ListedImport(report))], found.Total);
    }

    /// <summary>How far an import is</summary>
    /// <remarks>
    /// Rows are counted as they are done. The first 1,000 errors are kept; the report is kept for 30 days after the end.
    /// </remarks>
    [Parameter<string>("jobId", "From the answer to the import.", "3fa85f6457174562")]
    public static async Task<Reply<ImportAnswer>> ShowAsync(ApiCall call)
    {
        var id = ImportId.ParseOrNull(call.Http.GetRouteValue("jobId") as string);
        var report = id is null ? null : await call.Import(id.Value).GetAsync(call.Aborted);
        return report is null ? Failure.ImportNotFound : new ImportAnswer(new(report));
    }
}

/// <param name="Job">The import.</param>
internal sealed record ImportAnswer(ImportJobView Job) : Answer;

/// <param name="Items">Imports.</param>
/// <param name="Total">Number of all.</param>
internal sealed record ImportPageAnswer(ImmutableArray<ListedImport> Items, long Total) : Answer;

/// <summary>An import with its errors.</summary>
internal sealed class ImportJobView : ListedImport
{
    private readonly ImportReport _report;

    internal ImportJobView(ImportReport report)
        : base(report) => _report = report;

    /// <summary>The first 1,000 failures and warnings.</summary>
    [JsonPropertyOrder(1)] public ImmutableArray<ErrorOfRow> Errors => [.. _report.Errors.Select(error => new ErrorOfRow(error))];
}

/// <summary>An import.</summary>
internal class ListedImport
{
    private readonly ImportReport _report;

    internal ListedImport(ImportReport report) => _report = report;

    /// <summary>Id of the job.</summary><example>3fa85f6457174562</example>
    public string Id => ImportId.Text(_report.Id);

    /// <summary>failed: the file could not be read at all.</summary><example>done</example>
    [AllowedValues("queued", "running", "done", "failed")] public string State => _report.State.ToString().ToLowerInvariant();

    /// <summary>Of the file.</summary><example>csv</example>
    [AllowedValues("csv", "jsonl")] public string Format => _report.Format == ImportFormat.Csv ? "csv" : "jsonl";

    /// <summary>Whether nothing is written.</summary><example>false</example>
    public bool DryRun => _report.DryRun;

    /// <summary>Whether values that are wrong or too long are left out or cut.</summary><example>false</example>
    public bool Lenient => _report.Lenient;

    /// <summary>Source of rows that name none.</summary><example>fair 2026</example>
    public string? Source => _report.Source;

    /// <summary>Size of the file in UTF-8.</summary><example>1048576</example>
    public long Bytes => _report.Bytes;

    /// <summary>How much of it is done.</summary><example>1048576</example>
    public long ProcessedBytes => _report.ProcessedBytes;

    /// <summary>Rows that are done: the sum of the next four.</summary><example>10000</example>
    public long Rows => _report.Rows;

    /// <summary>Rows that made a contact.</summary><example>9000</example>
    public long Created => _report.Created;

    /// <summary>Rows that changed one.</summary><example>900</example>
    public long Updated => _report.Updated;

    /// <summary>Rows that said what was known.</summary><example>99</example>
    public long Unchanged => _report.Unchanged;

    /// <summary>Rows that were refused.</summary><example>1</example>
    public long Failed => _report.Failed;

    /// <summary>Rows among the others that were imported without a value, or with its beginning.</summary><example>0</example>
    public long Warnings => _report.Warnings;

    /// <summary>Columns that mean nothing here, at most 50.</summary><example>["shoe size"]</example>
    public ImmutableArray<string> IgnoredColumns => _report.IgnoredColumns;

    /// <summary>Why the import failed, else null.</summary><example>The file is empty</example>
    [JsonPropertyOrder(2)] public string? Message => _report.Message;

    /// <summary>When the upload began.</summary><example>2026-01-15T08:30:00.000Z</example>
    [JsonPropertyOrder(2)] public DateTimeOffset CreatedAt => _report.CreatedAt;

    /// <summary>Null before.</summary><example>2026-01-15T08:30:01.000Z</example>
    [JsonPropertyOrder(2)] public DateTimeOffset? StartedAt => _report.StartedAt;

    /// <summary>Null before.</summary><example>2026-01-15T08:31:00.000Z</example>
    [JsonPropertyOrder(2)] public DateTimeOffset? FinishedAt => _report.FinishedAt;
}

/// <summary>Why a row was refused, or a field of it.</summary>
internal sealed class ErrorOfRow
{
    internal ErrorOfRow(ImportError error)
    {
        var message = Failures.Of(error.Problem, Dialect.Coded).Message;
        (Row, Line, Imported) = (error.Row, error.Line, error.IsImported);
        Field = Failures.NameOf(error.Problem.Field, Dialect.Coded);
        Message = error.Problem.Detail is { } detail ? $"{message}: {detail}" : message;
    }

    /// <summary>From 1, the first behind the header; blank ones count.</summary><example>17</example>
    public long Row { get; }

    /// <summary>The line of the file in which it begins; null in reports of older versions.</summary><example>18</example>
    public long? Line { get; }

    /// <summary>Null if it is about the row.</summary><example>email</example>
    public string? Field { get; }

    /// <summary>What is wrong.</summary><example>"\"email\" must be a valid email address: the domain has no dot"</example>
    public string Message { get; }

    /// <summary>Whether the row was imported without that field.</summary><example>false</example>
    public bool Imported { get; }
}

[JsonSerializable(typeof(ImportStartedAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(ImportPageAnswer))]
internal sealed partial class ImportJson : JsonSerializerContext;
