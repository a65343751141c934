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
        .Get<ImportAnswer>("/contact/import/{jobId}", ShowAsync, Failure.ImportNotFound)
        .Stream("/contact/import/{jobId}/rejects", [Csv.Type], ImportRejects.HandleAsync, Failure.ImportNotFound)
        .Stream("/contact/import/{jobId}/events", ["text/event-stream"], ImportEvents.HandleAsync, Failure.ImportNotFound)
        .PostAlone<CancelImportBody, ImportChangedAnswer>(
            "/contact/import/{jobId}/cancel", ChangeImport.CancelAsync, Failure.ImportNotFound, Failure.ImportEnded)
        .Post<UndoImportBody, ImportChangedAnswer>(
            "/contact/import/{jobId}/undo", ChangeImport.UndoAsync, Failure.ImportNotFound, Failure.ImportStays);

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
        var report = ImportOf(call) is { } import ? await import.GetAsync(call.Aborted) : null;
        return report is null ? Failure.ImportNotFound : new ImportAnswer(new(report));
    }

    /// <summary>The import that the address names; null where that is no id.</summary>
    public static IImportGrain? ImportOf(ApiCall call) =>
        ImportId.ParseOrNull(call.Http.GetRouteValue("jobId") as string) is { } id ? call.Import(id) : null;
}


[JsonSerializable(typeof(ImportStartedAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(ImportChangedAnswer))]
[JsonSerializable(typeof(CancelImportBody))]
[JsonSerializable(typeof(UndoImportBody))]
[JsonSerializable(typeof(ImportPageAnswer))]
internal sealed partial class ImportJson : JsonSerializerContext;
