using Contacts.Core.Erasure;
using Contacts.Core.PersonalData;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Erasure;
using Contacts.Grains.Abstractions.PersonalData;
using Contacts.WebFront.Admin.PersonalData;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Privacy;

/// <summary>What people ask for about their data, and what is kept of them.</summary>
internal static class PrivacyPages
{
    private const int PageSize = 50;

    public static ConsoleGroup MapPrivacy(this ConsoleGroup console)
    {
        console.For(Role.Admin)
            .Page("/privacy", call => ShowAsync(call, null))
            .Form("/privacy/{id:long}", DecideAsync)
            .Stream("/contacts/{id}/personal-data.zip", DownloadAsync);
        return console;
    }

    private static Task<Failure?> DownloadAsync(ConsoleCall call) =>
        DownloadPersonalData.SendAsync(call.Http, call.OfOrganisation<IPersonalDataGrain>(), call.RouteId, call.Trail);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, string? problem)
    {
        var values = call.Query;
        var (before, erasedBefore) = (values.Integer("before"), values.Integer("erasedBefore"));
        if (values.Problem is { } wrong) return wrong;
        var requests = call.OfOrganisation<IPersonalDataGrain>().ListRequestsAsync(PageSize, before, call.Aborted);
        var erasures = await call.OfOrganisation<IErasureGrain>().ListAsync(PageSize, erasedBefore, call.Aborted);
        return ConsoleAnswer.Show<PrivacyPage>(
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, call,
            (nameof(PrivacyPage.Requests), await requests), (nameof(PrivacyPage.Erasures), erasures),
            (nameof(PrivacyPage.Problem), problem));
    }

    private static async Task<ConsoleAnswer> DecideAsync(ConsoleCall call, IFormCollection form)
    {
        if (form["action"].ToString() is not ("grant" or "decline")) return Failure.BadRequest;
        var isGranted = form["action"] == "grant";
        var people = call.OfOrganisation<IPersonalDataGrain>();
        if (isGranted && await FindAsync(call, people) is { IsToErase: true } request)
            return await EraseAsync(call, form, request.ContactId);
        return await people.DecideAsync(call.RouteNumber, isGranted, call.Trail, CancellationToken.None)
            ? ConsoleAnswer.Redirect(call.PathOf(isGranted ? "privacy?done=granted" : "privacy?done=declined"))
            : await ShowAsync(call, call.Texts["The request was decided already."]);
    }

    /// <summary>The erasure closes the request.</summary>
    private static async Task<ConsoleAnswer> EraseAsync(ConsoleCall call, IFormCollection form, string contactId)
    {
        var result = await call.OfOrganisation<IErasureGrain>().EraseAsync(EraseForm.Read(call, form, contactId), CancellationToken.None);
        return result.Outcome == EraseOutcome.Done
            ? ConsoleAnswer.Redirect(call.PathOf("privacy?done=erased"))
            : await ShowAsync(call, EraseForm.RefusalOf(call.Texts, result));
    }

    private static async Task<PrivacyRequest?> FindAsync(ConsoleCall call, IPersonalDataGrain people)
    {
        var page = await people.ListRequestsAsync(1, call.RouteNumber + 1, call.Aborted);
        return page.Items.FirstOrDefault(request => request.Id == call.RouteNumber);
    }
}
