using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>The list of contacts: its search, filters and order are those of the address.</summary>
internal static class FindContacts
{
    private const int MostGroups = 100; // in the filter

    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var values = call.Query;
        var (order, ascending) = OrderOf(values.Text("order"));
        var groupId = values.Integer("group");
        var query = new ContactQuery
        {
            Page = values.Page(), PageSize = 50, Search = values.Text("q"), GroupId = groupId > 0 ? groupId : null,
            WithoutGroups = groupId == 0, Order = order, Ascending = ascending, WithConsents = true,
        };
        if (values.Problem is { } problem) return problem;
        var groups = call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(1, MostGroups, call.Aborted);
        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        return ConsoleAnswer.Show<ContactListPage>(
            call, (nameof(ContactListPage.Query), query), (nameof(ContactListPage.Contacts), page),
            (nameof(ContactListPage.Groups), (await groups).Items.OrderBy(group => group.Name).ToArray()));
    }

    private static (ContactOrder Order, bool Ascending) OrderOf(string? text) => text switch
    {
        "oldest" => (ContactOrder.CreatedAt, true),
        "updated" => (ContactOrder.UpdatedAt, false),
        "email" => (ContactOrder.Email, true),
        "firstName" => (ContactOrder.FirstName, true),
        "lastName" => (ContactOrder.LastName, true),
        _ => (ContactOrder.Newest, false),
    };
}
