using System.Globalization;
using Contacts.Core.Groups;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Groups;

/// <summary>Groups: who sees the list, and what administrators do with them.</summary>
internal static class GroupPages
{
    private const int PageSize = 100;

    public static ConsoleGroup MapGroups(this ConsoleGroup console)
    {
        console.Page("/groups", ShowAsync);
        console.For(Role.Admin)
            .Form("/groups", CreateAsync)
            .Form("/groups/{id:long}", UpdateAsync)
            .Form("/groups/{id:long}/merge", MergeAsync)
            .Form("/groups/{id:long}/delete", DeleteAsync);
        return console;
    }

    private static Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => ShowAsync(call, StatusCodes.Status200OK, null);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, int status, string? problem)
    {
        var values = call.Query;
        var page = values.Page();
        if (values.Problem is { } wrong) return wrong;
        var groups = await call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(page, PageSize, call.Aborted);
        return ConsoleAnswer.Show<GroupListPage>(
            status, call, (nameof(GroupListPage.Groups), groups), (nameof(GroupListPage.Page), page),
            (nameof(GroupListPage.PageSize), PageSize), (nameof(GroupListPage.Problem), problem));
    }

    private static async Task<ConsoleAnswer> CreateAsync(ConsoleCall call, IFormCollection form) => await AnswerAsync(
        call, await call.OfOrganisation<IGroupDirectoryGrain>().CreateAsync(form["name"], call.Trail, CancellationToken.None), "created");

    private static async Task<ConsoleAnswer> UpdateAsync(ConsoleCall call, IFormCollection form)
    {
        var change = new GroupChange
        {
            Name = form["name"], IsPublic = form["public"] == "on", Title = form["title"], Description = form["description"],
        };
        return await AnswerAsync(
            call,
            await call.OfOrganisation<IGroupDirectoryGrain>().UpdateAsync(call.RouteNumber, change, call.Trail, CancellationToken.None),
            "saved");
    }

    private static async Task<ConsoleAnswer> MergeAsync(ConsoleCall call, IFormCollection form)
    {
        if (!long.TryParse(form["into"], NumberStyles.None, CultureInfo.InvariantCulture, out var final)) return Failure.BadRequest;
        return await AnswerAsync(
            call, await call.OfOrganisation<IGroupDirectoryGrain>().MergeAsync(final, call.RouteNumber, call.Trail, CancellationToken.None),
            "merged");
    }

    private static async Task<ConsoleAnswer> DeleteAsync(ConsoleCall call, IFormCollection form) => await AnswerAsync(
        call, await call.OfOrganisation<IGroupDirectoryGrain>().DeleteAsync(call.RouteNumber, call.Trail, CancellationToken.None),
        "deleted");

    private static async Task<ConsoleAnswer> AnswerAsync(ConsoleCall call, GroupResult result, string done)
    {
        var t = call.Texts;
        return result.Outcome switch
        {
            GroupOutcome.Created or GroupOutcome.Changed => ConsoleAnswer.Redirect(call.PathOf($"groups?done={done}")),
            GroupOutcome.NotFound => Failure.GroupNotFound,
            GroupOutcome.NameTaken => await ShowAsync(call, StatusCodes.Status409Conflict, t["Another group has this name."]),
            GroupOutcome.NotEmpty => await ShowAsync(
                call, StatusCodes.Status409Conflict,
                t["The group has members. Merge it into another group, or take its members out of it."]),
            _ => await ShowAsync(call, StatusCodes.Status400BadRequest, t.Of(result.Problem!)),
        };
    }
}
