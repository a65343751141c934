using Contacts.Core.Imports;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Imports;
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
            .Stream("/imports/{id}/refused.csv", RefusedRows.WriteAsync);
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
            call, (nameof(ImportListPage.Imports), imports), (nameof(ImportListPage.Page), page), (nameof(ImportListPage.PageSize), PageSize));
    }

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => await FindAsync(call) is { } report
        ? ConsoleAnswer.Show<ImportDetailPage>(call, (nameof(ImportDetailPage.Report), report))
        : Failure.ImportNotFound;
}
