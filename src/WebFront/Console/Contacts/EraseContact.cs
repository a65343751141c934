using Contacts.Core.Erasure;
using Contacts.Grains.Abstractions.Erasure;
using Contacts.WebFront.Console.Privacy;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Erases the person behind the contact of the page.</summary>
internal static class EraseContact
{
    public static async Task<ConsoleAnswer> EraseAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var request = EraseForm.Read(call, form, call.RouteId);
        var result = await call.OfOrganisation<IErasureGrain>().EraseAsync(request, CancellationToken.None);
        return result.Outcome == EraseOutcome.Done
            ? ConsoleAnswer.Redirect(call.PathOf("privacy?done=erased"))
            : await ShowContactPage.RefuseAsync(call, id, EraseForm.RefusalOf(call.Texts, result));
    }
}
