using Contacts.Core.Imports;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Imports;

/// <summary>Imports: the list, one with its progress, and its refused rows as a file.</summary>
internal static class ImportPages
{
    private const int PageSize = 20;

    public static ConsoleGroup MapImports(this ConsoleGroup console)
    {
        console.For(Role.Admin)
            .Page("/imports", ListAsync)
            .Upload("/imports", UploadImport.HandleAsync)
            .Page("/imports/{id}", ShowAsync)
            .Page("/imports/{id}/columns", ImportColumnPages.ShowAsync)
            .Form("/imports/{id}/columns", ImportColumnPages.TakeAsync)
            .Form("/imports/{id}/start", StartAsync)
            .Form("/imports/{id}/cancel", CancelAsync)
            .Form("/imports/{id}/undo", UndoAsync)
            .Stream("/imports/{id}/rejects.csv", WriteRejectsAsync);
        return console;
    }

    /// <summary>The import that the address names; null if there is none.</summary>
    public static async Task<ImportReport?> FindAsync(ConsoleCall call) =>
        ImportId.ParseOrNull(call.RouteId) is { } id ? await call.Import(id).GetAsync(call.Aborted) : null;

    private static async Task<ConsoleAnswer> ListAsync(ConsoleCall call)
    {
        var values = call.Query;
        var page = values.Page();
        if (values.Problem is { } problem) return problem;
        var imports = await call.OfOrganisation<IImportDirectoryGrain>().ListAsync(page, PageSize, call.Aborted);
        return ConsoleAnswer.Show<ImportListPage>(
            call, (nameof(ImportListPage.Imports), imports), (nameof(ImportListPage.Page), page),
            (nameof(ImportListPage.PageSize), PageSize));
    }

    private static async Task<Failure?> WriteRejectsAsync(ConsoleCall call)
    {
        if (await FindAsync(call) is not { } report) return Failure.ImportNotFound;
        await ImportRejects.WriteMarkedAsync(call.Http, call.Import(report.Id), report);
        return null;
    }

    private static Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => ShowAsync(call, StatusCodes.Status200OK, null);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, int status, string? problem) => await FindAsync(call) is { } report
        ? ConsoleAnswer.Show<ImportDetailPage>(
            status, call, (nameof(ImportDetailPage.Report), report), (nameof(ImportDetailPage.Problem), problem))
        : Failure.ImportNotFound;

    private static async Task<ConsoleAnswer> StartAsync(ConsoleCall call, IFormCollection form)
    {
        if (ImportId.ParseOrNull(call.RouteId) is not { } id) return Failure.ImportNotFound;
        var newId = ImportIntake.NewId();
        var outcome = await call.Import(id).StartAsync(newId, call.Actor, call.Trail, CancellationToken.None);
        return await AnswerAsync(call, outcome, ImportId.Text(newId), call.Texts["The file is gone. Upload it again."]);
    }

    private static async Task<ConsoleAnswer> CancelAsync(ConsoleCall call, IFormCollection form)
    {
        if (ImportId.ParseOrNull(call.RouteId) is not { } id) return Failure.ImportNotFound;
        var outcome = await call.Import(id).CancelAsync(call.Trail, CancellationToken.None);
        return await AnswerAsync(call, outcome, call.RouteId, call.Texts["The import has ended already."]);
    }

    private static async Task<ConsoleAnswer> UndoAsync(ConsoleCall call, IFormCollection form)
    {
        if (ImportId.ParseOrNull(call.RouteId) is not { } id) return Failure.ImportNotFound;
        var (reason, problem) = ChangeImport.ReadReason(form["reason"]);
        if (problem is not null) return await ShowAsync(call, StatusCodes.Status400BadRequest, call.Texts["Say why the import is undone."]);
        var outcome = await call.Import(id).UndoAsync(call.Actor, reason!, call.Trail, CancellationToken.None);
        return await AnswerAsync(call, outcome, call.RouteId, call.Texts["The import cannot be undone."]);
    }

    private static async Task<ConsoleAnswer> AnswerAsync(
        ConsoleCall call, ImportOutcome outcome, string id, string refusal) => outcome switch
    {
        ImportOutcome.Done => ConsoleAnswer.Redirect(call.PathOf($"imports/{id}")),
        ImportOutcome.NotFound => Failure.ImportNotFound,
        _ => await ShowAsync(call, StatusCodes.Status409Conflict, refusal),
    };
}
