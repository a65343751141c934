using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>
/// The refused rows of an import as CSV that can be imported again after mending: the columns of the file, then the line, the field and
/// what is wrong with it.
/// </summary>
internal static class ImportRejects
{
    /// <summary>Refused rows of an import</summary>
    /// <remarks>
    /// The columns of the file, then `_line`, `_field` and `_message`, which an import passes over. Of JSON lines the fields that are
    /// known, by the names of the documentation. At most 100,000 rows.
    /// </remarks>
    [Parameter<string>("jobId", "From the answer to the import.", "3fa85f6457174562")]
    public static async Task<Failure?> HandleAsync(ApiCall call)
    {
        var import = ImportStatus.ImportOf(call);
        var report = import is null ? null : await import.GetProgressAsync(call.Aborted);
        if (report is null) return Failure.ImportNotFound;
        await WriteAsync(call.Http, import!, report);
        return null;
    }

    /// <summary>For spreadsheets, which know UTF-8 by its mark.</summary>
    public static Task WriteMarkedAsync(HttpContext http, IImportGrain import, ImportReport report) =>
        WriteAsync(http, import, report, "\uFEFF");

    private static async Task WriteAsync(HttpContext http, IImportGrain import, ImportReport report, string mark = "")
    {
        var response = http.Response;
        response.ContentType = $"{Csv.Type}; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"rejects-{ImportId.Text(report.Id)}.csv\"";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(mark, http.RequestAborted);
        await response.Body.WriteAsync(Csv.Write([[.. report.Header, .. ImportColumns.OfRejects]]), http.RequestAborted);
        var row = -1L;
        while (await import.RejectsAsync(row, http.RequestAborted) is { IsEmpty: false } page)
        {
            await response.Body.WriteAsync(Csv.Write(page.Select(error => Line(report, error))), http.RequestAborted);
            row = page[^1].Row;
        }
    }

    private static string[] Line(ImportReport report, ImportError error)
    {
        var cells = error.Cells is { } json ? ImportColumns.FromJson(json) : [];
        var shown = new ErrorOfRow(error);
        return
        [
            .. Enumerable.Range(0, report.Header.Length).Select(i => i < cells.Length ? cells[i] : ""), $"{shown.Line}", shown.Field ?? "",
            shown.Message,
        ];
    }
}
