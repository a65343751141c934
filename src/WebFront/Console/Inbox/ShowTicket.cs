using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>One ticket, and what can be done with it.</summary>
internal static class ShowTicket
{
    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var ticket = await call.OfOrganisation<ITicketDeskGrain>().FindAsync(call.RouteId, call.Aborted);
        if (ticket is null) return Failure.TicketNotFound;
        var contact = ticket.Ticket.ContactId is { } id ? (await call.Contact(id).GetDetailAsync(call.Aborted))?.Contact : null;
        return ConsoleAnswer.Show<TicketDetailPage>(
            call, (nameof(TicketDetailPage.Detail), ticket), (nameof(TicketDetailPage.Contact), contact));
    }

    public static async Task<ConsoleAnswer> MoveAsync(ConsoleCall call, IFormCollection form)
    {
        if (!TicketStatuses.TryParse(form["status"], out var status)) return Failure.BadRequest;
        var result = await call.OfOrganisation<ITicketDeskGrain>().SetStatusAsync(
            call.RouteId, status, call.Actor, call.Trail, CancellationToken.None);
        return result.Outcome == TicketOutcome.Done
            ? ConsoleAnswer.Redirect(call.PathOf($"inbox/{call.RouteId}?done={(result.Note is null ? "moved" : "kept")}"))
            : Failure.TicketNotFound;
    }
}
