using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

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

    /// <summary>The first 100 changes of a dry run; absent otherwise.</summary>
    [JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SampleOfChange[]? Changes => _report.DryRun ? [.. _report.Samples.Select(sample => new SampleOfChange(sample))] : null;
}

/// <summary>An import.</summary>
internal class ListedImport
{
    private readonly ImportReport _report;

    internal ListedImport(ImportReport report) => _report = report;

    /// <summary>Id of the job.</summary><example>3fa85f6457174562</example>
    public string Id => ImportId.Text(_report.Id);

    /// <summary>failed: the file could not be read at all.</summary><example>done</example>
    [AllowedValues("queued", "running", "cancelling", "cancelled", "done", "failed", "undoing", "undone")]
    public string State => _report.State.ToString().ToLowerInvariant();

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

    /// <summary>How far the undo is; absent before there is one.</summary>
    [JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UndoOfImport? Undo => _report.Undo is { } undo ? new(undo) : null;
}

/// <summary>What an undo has made of the contacts that the import wrote.</summary>
internal sealed class UndoOfImport(ImportUndo undo)
{
    /// <summary>Contacts that have their old values back.</summary><example>900</example>
    public long Restored => undo.Restored;

    /// <summary>Contacts that are gone again.</summary><example>8990</example>
    public long Removed => undo.Removed;

    /// <summary>Contacts of which something was kept.</summary><example>10</example>
    public long Kept => undo.Kept;

    /// <summary>Why.</summary>
    public KeptContacts KeptReasons => new(undo);
}

/// <summary>Why contacts were kept.</summary>
internal sealed class KeptContacts(ImportUndo undo)
{
    /// <summary>Somebody has changed them since.</summary><example>8</example>
    public long ChangedSince => undo.ChangedSince;

    /// <summary>They were merged into others.</summary><example>2</example>
    public long Merged => undo.Merged;

    /// <summary>They are gone already.</summary><example>0</example>
    public long Erased => undo.Erased;
}

/// <summary>A change that a dry run shows.</summary>
internal sealed class SampleOfChange(ImportSample sample)
{
    /// <summary>From 1, the first behind the header; blank ones count.</summary><example>17</example>
    public long Row => sample.Row;

    /// <summary>What the row would do.</summary><example>updated</example>
    [AllowedValues("created", "updated")] public string Outcome => sample.IsNew ? "created" : "updated";

    /// <summary>The fields that would change, as they are; null for a new contact.</summary><example>{"firstName": "Jan"}</example>
    public JsonElement? Before => Parsed(sample.Before);

    /// <summary>As they would be; of groups those that would be joined.</summary><example>{"firstName": "Johann"}</example>
    public JsonElement? After => Parsed(sample.After);

    private static JsonElement? Parsed(string? json) => ChangedValues.Shown(json) is { } shown ? JsonElement.Parse(shown) : null;
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
