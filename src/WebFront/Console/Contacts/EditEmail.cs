using Contacts.Core.Contacts;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Takes a change of e-mail that the person has seen the preview of.</summary>
internal static class EditEmail
{
    public static async Task<ConsoleAnswer> SaveAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var request = new ChangeEmailRequest
        {
            CurrentEmail = form["currentEmail"].ToString(), NewEmail = form["newEmail"].ToString(), Reason = form["reason"].ToString(),
            ConfirmMerge = form["confirmMerge"] == "on", Actor = call.Actor, Trail = call.Trail,
        };
        var result = await call.Contact(id).ChangeEmailAsync(request, CancellationToken.None);
        return await ShowContactPage.AnswerAsync(call, id, result, "email");
    }
}
