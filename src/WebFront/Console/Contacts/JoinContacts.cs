using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Merges another contact into the one of the page, and undoes merges.</summary>
internal static class JoinContacts
{
    public static async Task<ConsoleAnswer> MergeAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var legacy = await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(form["legacyId"].ToString(), call.Aborted);
        if (legacy is null || legacy == id)
            return await ShowContactPage.RefuseAsync(call, id, call.Texts["The other contact is not there any more."]);
        var result = await call.Contact(id).MergeAsync(legacy.Value, call.Actor, call.Trail, CancellationToken.None);
        return await ShowContactPage.AnswerAsync(call, id, result, "merged");
    }

    public static async Task<ConsoleAnswer> UndoAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var undo = new MergeUndo
        {
            MergeId = form["mergeId"].ToString(), Reason = form["reason"].ToString(), Actor = call.Actor, Trail = call.Trail,
        };
        return await ShowContactPage.AnswerAsync(call, id, await call.Contact(id).UndoMergeAsync(undo, CancellationToken.None), "unmerged");
    }
}
