using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Inbox;

/// <summary>The list of tickets; spam is a list of its own.</summary>
internal static class ListTickets
{
    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var values = call.Query;
        var query = new TicketQuery
        {
            Page = values.Page(), PageSize = 50, Search = values.Text("q"), Category = values.Text("category")?.ToLowerInvariant(),
            Status = TicketStatuses.TryParse(values.Text("status"), out var status) ? status : null,
        };
        if (values.Problem is { } problem) return problem;
        var page = await call.OfOrganisation<ITicketDeskGrain>().ListAsync(query, call.Aborted);
        return ConsoleAnswer.Show<TicketListPage>(call, (nameof(TicketListPage.Query), query), (nameof(TicketListPage.Tickets), page));
    }
}
