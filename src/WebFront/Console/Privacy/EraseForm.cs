using Contacts.Core.Erasure;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Privacy;

/// <summary>What <see cref="EraseFields"/> send.</summary>
internal static class EraseForm
{
    public static EraseRequest Read(ConsoleCall call, IFormCollection form, string contactId) => new()
    {
        ContactId = contactId, Reason = form["reason"].ToString(), Suppress = form["suppress"] == "on",
        Tickets = TicketErasureNames.Parse(form["tickets"]) ?? TicketErasure.Redact, Actor = call.Actor, Trail = call.Trail,
    };

    /// <summary>Why nobody was erased.</summary>
    public static string RefusalOf(ConsoleTexts t, EraseResult result) => result.Outcome switch
    {
        EraseOutcome.NotFound => t["The contact is not there any more."],
        EraseOutcome.ImportRunning =>
            t["An import with an address or number of the person has not ended. Try again when it has, or cancel it."],
        _ => t.Of(result.Problem!),
    };
}
