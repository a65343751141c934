using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class ListAdminContacts
{
    /// <summary>List contacts</summary>
    /// <remarks>Newest first unless ordered; all given filters must hold; the total is exact.</remarks>
    [Parameter<long>("limit", "Items per page, 20 unless given; over 100 is 100.", 20)]
    [Parameter<long>("page", "Page number, from 1.", 1)]
    [Parameter<string>("orderBy", "createdAt, updatedAt, email, firstName or lastName, followed by :asc or :desc.", "createdAt:desc")]
    [ParametersOf(typeof(ContactFilters))]
    public static async Task<Reply<AdminContactPageAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (order, ascending) = Order(ref values);
        var query = ContactFilters.Read(ref values) with
        {
            Page = values.Page(), PageSize = values.PageSize("limit", 20), Order = order, Ascending = ascending, WithConsents = true,
        };
        if (values.Problem is { } problem)
            return problem;
        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        return new AdminContactPageAnswer([.. page.Items.Select(contact => new ListedAdminContact(contact))], page.Total);
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
}

/// <param name="Items">Contacts.</param>
/// <param name="Total">Number of all that match.</param>
internal sealed record AdminContactPageAnswer(ImmutableArray<ListedAdminContact> Items, long Total) : Answer;
