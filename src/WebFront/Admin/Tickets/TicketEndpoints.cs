using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>Tickets for administrators.</summary>
internal static class TicketEndpoints
{
    public static readonly string StatusRule = $"\"status\" must be one of {string.Join(", ", TicketStatuses.Names)}";

    public static ApiGroup MapAdminTickets(this ApiGroup api) => api.Tagged("Admin: tickets")
        .Get<TicketPageAnswer>("/ticket/list", ListAsync)
        .Get<TicketDetailAnswer>("/ticket/detail", ShowAsync, Failure.TicketNotFound)
        .Post<SetTicketStatusBody, TicketMovedAnswer>("/ticket/set-status", MoveTicket.SetStatusAsync, Failure.TicketNotFound)
        .Post<SetTicketSpamBody, TicketMovedAnswer>("/ticket/set-spam", MoveTicket.SetSpamAsync, Failure.TicketNotFound);

    /// <summary>List tickets</summary>
    /// <remarks>Newest first; without spam, unless that is the status asked for. The total is exact.</remarks>
    [Parameter<long>("limit", "Items per page, 20 unless given; over 100 is 100.", 20)]
    [Parameter<long>("page", "Page number, from 1.", 1)]
    [Parameter<string>("status", "Only this status.", "new", OneOf = ["new", "in-progress", "waiting", "done", "spam"])]
    [Parameter<string>("category", "Only this category.", "offer")]
    [Parameter<string>("search", "Part of subject, customer or the beginning of the message, or a key.", "barasek")]
    public static async Task<Reply<TicketPageAnswer>> ListAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var query = new TicketQuery
        {
            Page = values.Page(),
            PageSize = values.PageSize("limit", 20),
            Status = Status(ref values),
            Category = values.Text("category")?.ToLowerInvariant(),
            Search = values.Text("search"),
        };
        if (values.Problem is { } problem)
            return problem;
        var page = await call.OfOrganisation<ITicketDeskGrain>().ListAsync(query, call.Aborted);
        return new TicketPageAnswer([.. page.Items.Select(ticket => new TicketView(ticket))], page.Total);
    }

    /// <summary>A ticket with message, score and mail</summary>
    /// <remarks>By id or by key.</remarks>
    [Parameter<string>("id", "Id: 16 letters and digits.", "q7Ls0Wd2XcV5nMp1")]
    [Parameter<string>("key", "The organisation's slug in capitals and a number without gaps.", "DEMO-17")]
    public static async Task<Reply<TicketDetailAnswer>> ShowAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (id, key) = (values.Text("id"), values.Text("key"));
        if (values.Problem is { } problem)
            return problem;
        if (id is null && key is null)
            return Failure.Invalid("\"id\" or \"key\" is required");
        var desk = call.OfOrganisation<ITicketDeskGrain>();
        var detail = id is not null ? await desk.FindAsync(id, call.Aborted) : await desk.FindByKeyAsync(key!, call.Aborted);
        return detail is null ? Failure.TicketNotFound : new TicketDetailAnswer(new(detail));
    }

    private static TicketStatus? Status(ref QueryValues values)
    {
        if (values.Text("status") is not { } text)
            return null;
        if (TicketStatuses.TryParse(text, out var status))
            return status;
        values.Refuse(StatusRule);
        return null;
    }
}

/// <param name="Items">Tickets.</param>
/// <param name="Total">Number of all that match.</param>
internal sealed record TicketPageAnswer(ImmutableArray<TicketView> Items, long Total) : Answer;

/// <param name="Ticket">The ticket.</param>
internal sealed record TicketDetailAnswer(DetailedTicket Ticket) : Answer;

[JsonSerializable(typeof(TicketPageAnswer))]
[JsonSerializable(typeof(TicketDetailAnswer))]
[JsonSerializable(typeof(SetTicketStatusBody))]
[JsonSerializable(typeof(SetTicketSpamBody))]
[JsonSerializable(typeof(TicketMovedAnswer))]
internal sealed partial class TicketJson : JsonSerializerContext;
