using Contacts.Core.Imports;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Imports;

/// <summary>Takes a file as the page's script sends it, and leads to the page on which its columns are looked at.</summary>
internal static class UploadImport
{
    public static async Task<ConsoleAnswer> HandleAsync(ConsoleCall call)
    {
        if (ImportFile.CheckType(call.Http.Request) is { } wrongType) return wrongType;
        var path = "";
        var failure = await ImportIntake.TakeAsync(call.Http, call.Actor, call.Import, stored =>
        {
            stored.Upload.Submitted = true; // Not given up: the next page does it, or nobody within the hour.
            path = call.PathOf($"imports/{ImportId.Text(stored.Id)}/columns");
            return Task.CompletedTask;
        });
        return failure is null ? ConsoleAnswer.Redirect(path) : failure;
    }
}
