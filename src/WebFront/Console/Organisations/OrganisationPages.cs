using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Organisations;

/// <summary>All organisations, for those who operate the service.</summary>
internal static class OrganisationPages
{
    private const int PageSize = 50;

    public static ConsoleGroup MapOrganisations(this ConsoleGroup console) => console
        .Page("/organisations", call => ShowAsync(call, StatusCodes.Status200OK, null))
        .Form("/organisations", CreateAsync)
        .Form("/organisations/suspend", SuspendAsync);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, int status, string? problem)
    {
        var values = call.Query;
        var page = values.Page();
        if (values.Problem is { } wrong) return wrong;
        var organisations = await call.OfService<IOrganisationDirectoryGrain>().ListAsync(page, PageSize, call.Aborted);
        return ConsoleAnswer.Show<OrganisationListPage>(
            status, call, (nameof(OrganisationListPage.Organisations), organisations), (nameof(OrganisationListPage.Page), page),
            (nameof(OrganisationListPage.PageSize), PageSize), (nameof(OrganisationListPage.Problem), problem));
    }

    private static async Task<ConsoleAnswer> CreateAsync(ConsoleCall call, IFormCollection form)
    {
        var result = await call.OfService<IOrganisationDirectoryGrain>()
            .CreateAsync(form["slug"], form["name"], call.Trail, CancellationToken.None);
        return result.Outcome switch
        {
            OrganisationOutcome.Created => ConsoleAnswer.Redirect("/console/organisations?done=created"),
            OrganisationOutcome.SlugTaken => await ShowAsync(
                call, StatusCodes.Status409Conflict, call.Texts["Another organisation has this short name."]),
            _ => await ShowAsync(call, StatusCodes.Status400BadRequest, call.Texts.Of(result.Problem!)),
        };
    }

    private static async Task<ConsoleAnswer> SuspendAsync(ConsoleCall call, IFormCollection form)
    {
        var suspended = form["suspended"] == "true";
        var directory = call.OfService<IOrganisationDirectoryGrain>();
        return await directory.SuspendAsync(form["organisation"].ToString(), suspended, call.Trail, CancellationToken.None)
            ? ConsoleAnswer.Redirect($"/console/organisations?done={(suspended ? "suspended" : "resumed")}")
            : Failure.OrganisationUnknown;
    }
}
