using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Settings;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Writes down what a person said outside of the service, or sends the confirmation mail again.</summary>
internal static class EditConsent
{
    private const int NoteLimit = 500;

    public static async Task<ConsoleAnswer> SaveAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var input = new ContactInput(new IdentitySettings());
        var note = input.Text(form["note"], NoteLimit, Core.InputField.Note);
        if (input.Problem is { } problem) return await ShowContactPage.RefuseAsync(call, id, call.Texts.Of(problem));
        var order = new ConsentOrder
        {
            ContactId = id, Channel = form["channel"] == "sms" ? ConsentChannel.Sms : ConsentChannel.Email, Source = "console",
            Note = note, Actor = call.Actor, Evidence = call.Evidence(), Trail = call.Trail,
        };
        return form["action"].ToString() switch
        {
            "withdraw" => await AnswerAsync(call, id, await Grain(call).WithdrawAsync(order, CancellationToken.None), "consent"),
            "resend" => await AnswerAsync(call, id, await Grain(call).ResendAsync(order, CancellationToken.None), "resent"),
            "grant" when !call.May(Role.Admin) => Failure.RoleMissing,
            "grant" => await AnswerAsync(call, id, await Grain(call).GrantAsync(order, CancellationToken.None), "consent"),
            _ => Failure.BadRequest,
        };
    }

    private static IConsentGrain Grain(ConsoleCall call) => call.OfOrganisation<IConsentGrain>();

    private static async Task<ConsoleAnswer> AnswerAsync(ConsoleCall call, long id, ConsentOutcome outcome, string done) =>
        outcome == ConsentOutcome.Done
            ? ShowContactPage.Done(call, done)
            : await ShowContactPage.RefuseAsync(call, id, WhyNot(call.Texts, outcome));

    private static string WhyNot(ConsoleTexts t, ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.NoAddress => t["The contact has no address or number for this."],
        ConsentOutcome.NoteMissing => t["The person has said no before: a note must say how they took that back."],
        ConsentOutcome.NotPending => t["No confirmation is awaited."],
        ConsentOutcome.Held => t["Too many confirmation mails were sent to this address. Try again later."],
        _ => t["The contact is not there any more."],
    };
}
