using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>GET /bff/contact/list.</summary>
internal static class ContactList
{
    private const string NoTags = "#-no-tags-#";

    public static async Task HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var tags = (values.Text("tagFilter") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (order, ascending) = Order(ref values);
        var query = new ContactQuery
        {
            Page = values.Page(),
            PageSize = values.PageSize("limit", 20),
            Search = values.Text("filterFulltextQuery"),
            Tags = [.. tags.Where(tag => tag != NoTags)],
            WithoutGroups = tags.Contains(NoTags),
            Order = order,
            Ascending = ascending,
        };
        if (values.Problem is { } problem)
        {
            await call.RefuseAsync(problem);
            return;
        }

        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        await Answers.SuccessAsync(call.Http, page, static (json, page) =>
        {
            json.WriteStartArray("items"u8);
            foreach (var contact in page.Items)
            {
                json.WriteStartObject();
                AdminContactJson.WriteFields(json, contact);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("total"u8, page.Total);
        });
    }

    /// <summary>`field`, `field:asc` or `field:desc`; ascending unless said; newest first without any.</summary>
    private static (ContactOrder Order, bool Ascending) Order(ref QueryValues values)
    {
        if (values.Text("orderBy") is not { } text)
            return (ContactOrder.Newest, false);

        var colon = text.IndexOf(':');
        ContactOrder? order = (colon < 0 ? text : text[..colon]) switch
        {
            "createdAt" => ContactOrder.CreatedAt,
            "updatedAt" => ContactOrder.UpdatedAt,
            "email" => ContactOrder.Email,
            "firstName" => ContactOrder.FirstName,
            "lastName" => ContactOrder.LastName,
            _ => null,
        };
        var direction = colon < 0 ? "asc" : text[(colon + 1)..].ToLowerInvariant();
        if (order is null || direction is not ("asc" or "desc"))
            values.Refuse("orderBy", "must be createdAt, updatedAt, email, firstName or lastName, followed by :asc or :desc");
        return (order ?? ContactOrder.Newest, direction == "asc");
    }

    public static readonly RouteDoc Doc = new("Admin: contacts", "List contacts", "Newest first unless ordered; the total is exact.")
    {
        Query =
        [
            Whole("limit", "Items per page, 20 unless given; over 100 is 100.", 20),
            Whole("page", "Page number, from 1.", 1),
            Text("filterFulltextQuery", "Part of a name, company, e-mail or phone.", "barasek"),
            Text("tagFilter", "Names of groups, comma-separated; #-no-tags-# stands for contacts without groups.", "trainer,#-no-tags-#"),
            Text("orderBy", "createdAt, updatedAt, email, firstName or lastName, followed by :asc or :desc.", "createdAt:desc"),
        ],
        Answer = [Objects("items", "Contacts.", AdminContactJson.Values), Whole("total", "Number of all that match.", 843)],
    };
}
