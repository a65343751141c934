using Contacts.Core.Imports;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Imports;

/// <summary>Takes a file as the page's script sends it, and leads to the page of its import.</summary>
internal static class UploadImport
{
    public static async Task<ConsoleAnswer> HandleAsync(ConsoleCall call)
    {
        if (ImportFile.CheckType(call.Http.Request) is { } wrongType) return wrongType;
        var path = "";
        var failure = await ImportIntake.TakeAsync(call.Http, call.Actor, call.Import, async stored =>
        {
            await stored.Grain.SubmitAsync(call.Trail, CancellationToken.None);
            stored.Upload.Submitted = true;
            path = call.PathOf($"imports/{ImportId.Text(stored.Id)}");
        });
        return failure is null ? ConsoleAnswer.Redirect(path) : failure;
    }
}
