using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>One contact with all that is known of it, by its external id, also one that was merged away.</summary>
internal static class ShowContactPage
{
    private const int MostGroups = 100; // to choose from; those of the contact are always there

    public static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var id = await ResolveAsync(call);
        return id is null ? Failure.ContactNotFound : await ShowAsync(call, id.Value, null);
    }

    /// <summary>
    /// What a command came to: the page with what was done, a code that <see cref="ContactWords.DoneOf"/> knows, or with why not.
    /// </summary>
    public static async Task<ConsoleAnswer> AnswerAsync(ConsoleCall call, long contactId, ContactResult result, string done) =>
        result.Outcome == ContactOutcome.Done ? Done(call, done) : await RefuseAsync(call, contactId, ContactWords.Of(call.Texts, result));

    /// <summary>Leads to the page, which then says what was done.</summary>
    public static ConsoleAnswer Done(ConsoleCall call, string done) =>
        ConsoleAnswer.Redirect(call.PathOf($"contacts/{call.RouteId}?done={done}"));

    /// <summary>The page once more, with why a form of it was refused.</summary>
    public static Task<ConsoleAnswer> RefuseAsync(ConsoleCall call, long contactId, string problem) => ShowAsync(call, contactId, problem);

    /// <summary>The integer id of the contact in the address; null if there is none.</summary>
    public static Task<long?> ResolveAsync(ConsoleCall call) =>
        call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(call.RouteId, call.Aborted);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, long id, string? problem)
    {
        var values = call.Query;
        var before = values.Integer("before");
        var newEmail = values.Text("newEmail");
        if (values.Problem is { } wrong) return wrong;
        if (await call.Contact(id).GetDetailAsync(call.Aborted) is not { } detail) return Failure.ContactNotFound;

        var groups = call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(1, MostGroups, call.Aborted);
        var history = before is null
            ? Task.FromResult(detail.History)
            : call.OfOrganisation<IContactDirectoryGrain>().HistoryAsync(id, HistoryRange.Newest with { Before = before }, call.Aborted);
        var preview = newEmail is null ? null : await call.Contact(id).PreviewEmailChangeAsync(newEmail, call.Aborted);
        return ConsoleAnswer.Show<ContactDetailPage>(
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, call,
            (nameof(ContactDetailPage.Detail), detail),
            (nameof(ContactDetailPage.History), await history),
            (nameof(ContactDetailPage.Groups), GroupsOf(detail.Contact, (await groups).Items)),
            (nameof(ContactDetailPage.Duplicates), await PossibleDuplicates.FindAsync(call, detail.Contact)),
            (nameof(ContactDetailPage.NewEmail), newEmail),
            (nameof(ContactDetailPage.Preview), preview),
            (nameof(ContactDetailPage.Problem), problem));
    }

    private static GroupRef[] GroupsOf(Contact contact, IEnumerable<Group> groups) =>
        [.. contact.Groups.Concat(groups.Select(group => group.ToRef())).DistinctBy(group => group.Id).OrderBy(group => group.Name)];
}
