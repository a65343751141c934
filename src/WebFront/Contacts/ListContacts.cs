using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Contacts;

/// <summary>GET /api/v1/contacts.</summary>
internal static class ListContacts
{
    public static async Task HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var query = new ContactQuery
        {
            Page = values.Page(),
            PageSize = values.PageSize("per_page", 20),
            Search = values.Text("search"),
            GroupId = values.Whole("group_id"),
            SmsSubscribed = values.ZeroOrOne("subscribed"),
        };
        if (values.Problem is { } problem)
        {
            await call.RefuseAsync(problem);
            return;
        }

        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        await Answers.SuccessAsync(
            call.Http, (page, values.AskedPage, query.PageSize), static (json, it) => Write(json, it.page, it.AskedPage, it.PageSize));
    }

    private static void Write(Utf8JsonWriter json, ContactPage page, long askedPage, int pageSize)
    {
        json.WriteStartArray("data"u8);
        foreach (var contact in page.Items)
        {
            json.WriteStartObject();
            ContactJson.WriteFields(json, contact);
            ContactJson.WriteGroups(json, contact.Groups);
            ContactJson.WriteConsents(json, contact);
            ContactJson.WriteTime(json, "created_at"u8, contact.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ContactJson.WritePagination(json, page.Total, askedPage, pageSize);
    }

    public static readonly RouteDoc Doc = new(
        "Contacts", "List contacts", "Newest first. All given filters must hold; totals are exact.")
    {
        Query =
        [
            Whole("page", "Page number, from 1.", 1),
            Whole("per_page", "Results per page, 20 unless given; over 100 is 100.", 20),
            Text("search", "Part of a name, company, e-mail or phone; case and diacritics do not matter.", "novak"),
            Whole("group_id", "Only members of this group.", 3),
            Whole("subscribed", "1: SMS-subscribed only; 0: not subscribed only.", 1).OneOf("0", "1"),
        ],
        Answer =
        [
            Objects("data", "Contacts.", [.. ContactJson.Values, ContactJson.Groups, .. ContactJson.Consents, ContactJson.Created]),
            ContactJson.Pagination(20),
        ],
    };
}
