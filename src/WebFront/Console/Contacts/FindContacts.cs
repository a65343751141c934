using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Exports;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Admin.Contacts;
using Contacts.WebFront.Admin.Exports;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>The list of contacts: its search, filters and order are those of the address.</summary>
internal static class FindContacts
{
    private const int MostGroups = 100; // in the filter

    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var values = call.Query;
        var query = Read(ref values);
        if (values.Problem is { } problem) return problem;
        var groups = call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(1, MostGroups, call.Aborted);
        var page = await call.OfOrganisation<IContactDirectoryGrain>().ListAsync(query, call.Aborted);
        return ConsoleAnswer.Show<ContactListPage>(
            call, (nameof(ContactListPage.Query), query), (nameof(ContactListPage.Contacts), page),
            (nameof(ContactListPage.Groups), (await groups).Items.OrderBy(group => group.Name).ToArray()));
    }

    /// <summary>The file of all contacts that the filters leave, as spreadsheets read it.</summary>
    public static async Task<Failure?> ExportAsync(ConsoleCall call)
    {
        var values = call.Query;
        var request = ExportOptions.Read(ref values, Read(ref values)) with { WithByteOrderMark = true, Trail = call.Trail };
        return values.Problem ?? await ExportDownload.SendAsync(call.Http, call.OfOrganisation<IContactExportGrain>(), request);
    }

    private static ContactQuery Read(ref QueryValues values)
    {
        var (order, ascending) = OrderOf(values.Text("order"));
        var groupId = values.Integer("group");
        var dated = ContactFilters.Dated(ref values, "from", "until");
        return dated with
        {
            Page = values.Page(), PageSize = 50, Search = values.Text("q"), GroupId = groupId > 0 ? groupId : null,
            WithoutGroups = groupId == 0, Consent = values.OneOf<ConsentState>("consent"), Source = values.Text("source"),
            CallingCode = ContactFilters.CallingCode(ref values),
            CreatedTo = dated.CreatedTo?.AddDays(1), // People count the last day in.
            Order = order, Ascending = ascending, WithConsents = true,
        };
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
