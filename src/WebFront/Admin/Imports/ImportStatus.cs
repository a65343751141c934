using System.Text.Json;
using Contacts.Core.Imports;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>GET /bff/contact/import/{jobId}.</summary>
internal static class ImportStatus
{
    public static async Task HandleAsync(ApiCall call)
    {
        var id = ImportId.ParseOrNull(call.Http.GetRouteValue("jobId") as string);
        var report = id is null ? null : await call.Import(id.Value).GetAsync(call.Aborted);
        if (report is null) await call.FailAsync(Failure.ImportNotFound);
        else await Answers.SuccessAsync(call.Http, (report, call.Dialect), static (json, it) => Write(json, it.report, it.Dialect));
    }

    private static void Write(Utf8JsonWriter json, ImportReport report, Dialect dialect)
    {
        json.WriteStartObject("job"u8);
        json.WriteString("id"u8, ImportId.Text(report.Id));
        json.WriteString("state"u8, StateOf(report));
        json.WriteString("format"u8, report.Format == ImportFormat.Csv ? "csv" : "jsonl");
        json.WriteBoolean("dryRun"u8, report.DryRun);
        json.WriteString("source"u8, report.Source);
        json.WriteNumber("bytes"u8, report.Bytes);
        json.WriteNumber("processedBytes"u8, report.ProcessedBytes);
        json.WriteNumber("rows"u8, report.Rows);
        json.WriteNumber("created"u8, report.Created);
        json.WriteNumber("updated"u8, report.Updated);
        json.WriteNumber("unchanged"u8, report.Unchanged);
        json.WriteNumber("failed"u8, report.Failed);
        WriteColumns(json, report);
        WriteErrors(json, report, dialect);
        json.WriteString("message"u8, report.Message);
        AdminContactJson.WriteTime(json, "createdAt"u8, report.CreatedAt);
        AdminContactJson.WriteTime(json, "startedAt"u8, report.StartedAt);
        AdminContactJson.WriteTime(json, "finishedAt"u8, report.FinishedAt);
        json.WriteEndObject();
    }

    private static string StateOf(ImportReport report) => report.State.ToString().ToLowerInvariant();

    private static void WriteColumns(Utf8JsonWriter json, ImportReport report)
    {
        json.WriteStartArray("ignoredColumns"u8);
        foreach (var name in report.IgnoredColumns) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, ImportReport report, Dialect dialect)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in report.Errors)
        {
            var message = FieldNames.ToFailure(error.Problem, dialect).Message;
            json.WriteStartObject();
            json.WriteNumber("row"u8, error.Row);
            json.WriteString("field"u8, FieldNames.Of(error.Problem.Field, dialect));
            json.WriteString("message"u8, error.Problem.Detail is { } detail ? $"{message}: {detail}" : message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "How far an import is",
        "Rows are counted as they are done. The first 1,000 errors are kept; the report is kept for 30 days after the end.")
    {
        Path = [Text("jobId", "From the answer to the import.", "3fa85f6457174562")],
        Answer =
        [
            Object("job", "The import.",
                Text("id", "Id of the job.", "3fa85f6457174562"),
                Text("state", "failed: the file could not be read at all.", "done").OneOf("queued", "running", "done", "failed"),
                Text("format", "Of the file.", "csv").OneOf("csv", "jsonl"),
                Flag("dryRun", "Whether nothing is written.", false),
                Text("source", "Source of rows that name none; null where none was given.", "fair 2026").OrNull(),
                Whole("bytes", "Size of the file.", 1_048_576),
                Whole("processedBytes", "How much of it is done.", 1_048_576),
                Whole("rows", "Rows that are done: the sum of the next four.", 10_000),
                Whole("created", "Rows that made a contact.", 9_000),
                Whole("updated", "Rows that changed one.", 900),
                Whole("unchanged", "Rows that said what was known.", 99),
                Whole("failed", "Rows that were refused.", 1),
                Texts("ignoredColumns", "Columns that mean nothing here, at most 50.", "shoe size"),
                Objects("errors", "The first 1,000.",
                    Whole("row", "From 1, the first behind the header.", 17),
                    Text("field", "Null where it is about the row.", "email").OrNull(),
                    Text("message", "What is wrong.", "\\\"email\\\" must be a valid email address: the domain has no dot")),
                Text("message", "Why the import failed, else null.", "The file is empty").OrNull(),
                Instant("createdAt", "When the upload began."),
                Instant("startedAt", "Null before.").OrNull(),
                Instant("finishedAt", "Null before.").OrNull()),
        ],
        Failures = [Failure.ImportNotFound],
    };
}
