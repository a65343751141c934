using System.Text.Json.Nodes;
using Contacts.Core;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Imports;

/// <summary>The columns of a file that was uploaded: its first rows, what they mean, and then a trial or the import.</summary>
internal static class ImportColumnPages
{
    /// <summary>The name of the field of a column's form control.</summary>
    public static string Control(int index) => $"column{index}";

    public static Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => ShowAsync(call, StatusCodes.Status200OK, null, null);

    public static async Task<ConsoleAnswer> TakeAsync(ConsoleCall call, IFormCollection form)
    {
        if (FindOrNull(call) is not { } import) return Failure.ImportNotFound;
        if (await import.PreviewAsync(call.Aborted) is not { } preview) return Failure.ImportNotFound;
        var chosen = Enumerable.Range(0, preview.Names.Length).Select(i => (string?)form[Control(i)] ?? "").ToArray();
        var problem = await import.MapAsync(Mapping(preview, chosen), form["act"] == "try", CancellationToken.None);
        if (problem is not null) return await ShowAsync(call, StatusCodes.Status400BadRequest, chosen, problem);
        await import.SubmitAsync(call.Trail, CancellationToken.None);
        return ConsoleAnswer.Redirect(call.PathOf($"imports/{call.RouteId}"));
    }

    private static IImportGrain? FindOrNull(ConsoleCall call) => ImportId.ParseOrNull(call.RouteId) is { } id ? call.Import(id) : null;

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, int status, string[]? chosen, string? problem)
    {
        var preview = FindOrNull(call) is { } import ? await import.PreviewAsync(call.Aborted) : null;
        if (preview is null) return Failure.ImportNotFound;
        return ConsoleAnswer.Show<ImportColumnsPage>(
            status, call, (nameof(ImportColumnsPage.Preview), preview),
            (nameof(ImportColumnsPage.Chosen), chosen ?? Suggested(preview)),
            (nameof(ImportColumnsPage.Problem), problem ?? preview.Problem));
    }

    /// <summary>What the names say; of several columns with one meaning the first.</summary>
    private static string[] Suggested(ImportPreview preview) =>
    [
        .. preview.Fields.Select((field, i) =>
            preview.Fields.IndexOf(field) == i && ImportColumns.NameOrNull(field) is { } name ? name : ""),
    ];

    /// <summary>Of several columns with one name the first counts; those that mean nothing anyway need no word.</summary>
    private static string Mapping(ImportPreview preview, string[] chosen)
    {
        var mapping = new JsonObject();
        for (var i = 0; i < chosen.Length; i++)
            if ((chosen[i].Length > 0 || preview.Fields[i] != InputField.None) && !mapping.ContainsKey(preview.Names[i].Trim()))
                mapping.Add(preview.Names[i].Trim(), chosen[i]);
        return mapping.ToJsonString();
    }
}
