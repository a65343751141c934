using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>GET /bff/ticket/list and GET /bff/ticket/detail.</summary>
internal static class TicketEndpoints
{
    public static async Task ListAsync(ApiCall call)
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
        {
            await call.RefuseAsync(problem);
            return;
        }

        var page = await call.OfOrganisation<ITicketDeskGrain>().ListAsync(query, call.Aborted);
        await Answers.SuccessAsync(call.Http, page, static (json, page) =>
        {
            json.WriteStartArray("items"u8);
            foreach (var ticket in page.Items)
            {
                json.WriteStartObject();
                TicketJson.WriteFields(json, ticket);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("total"u8, page.Total);
        });
    }

    public static async Task DetailAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (id, key) = (values.Text("id"), values.Text("key"));
        if (values.Problem is { } problem)
        {
            await call.RefuseAsync(problem);
            return;
        }

        if (id is null && key is null)
        {
            await call.RefuseAsync("\"id\" or \"key\" is required");
            return;
        }

        var desk = call.OfOrganisation<ITicketDeskGrain>();
        var detail = id is not null ? await desk.FindAsync(id, call.Aborted) : await desk.FindByKeyAsync(key!, call.Aborted);
        if (detail is null)
            await call.FailAsync(NotFound);
        else
            await Answers.SuccessAsync(call.Http, detail, static (json, detail) =>
            {
                json.WriteStartObject("ticket"u8);
                TicketJson.WriteDetail(json, detail);
                json.WriteEndObject();
            });
    }

    public static readonly Failure NotFound = Failure.NotFound with { Message = "Ticket not found", Plain = "Ticket not found" };

    private static TicketStatus? Status(ref QueryValues values)
    {
        if (values.Text("status") is not { } text)
            return null;
        if (TicketStatuses.TryParse(text, out var status))
            return status;
        values.Refuse("status", $"must be one of {string.Join(", ", TicketStatuses.Names)}");
        return null;
    }

    public static readonly RouteDoc ListDoc = new(
        "Admin: tickets", "List tickets", "Newest first; without spam, unless that is the status asked for. The total is exact.")
    {
        Query =
        [
            Whole("limit", "Items per page, 20 unless given; over 100 is 100.", 20),
            Whole("page", "Page number, from 1.", 1),
            Text("status", "Only this status.", "new").OneOf(TicketStatuses.Names),
            Text("category", "Only this category.", "offer"),
            Text("search", "Part of subject, customer or the beginning of the message, or a key.", "barasek"),
        ],
        Answer = [Objects("items", "Tickets.", TicketJson.Values), Whole("total", "Number of all that match.", 17)],
    };

    public static readonly RouteDoc DetailDoc = new("Admin: tickets", "A ticket with message, score and mail", "By id or by key.")
    {
        Query = [TicketJson.Id, TicketJson.Key],
        Answer = [Object("ticket", "The ticket.", TicketJson.Details)],
        Failures = [NotFound],
    };
}
