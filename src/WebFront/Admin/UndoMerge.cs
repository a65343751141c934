using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/contact/merge-undo.</summary>
internal static class UndoMerge
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (body.Missing is { } missing)
        {
            await call.RequireAsync(missing);
            return;
        }

        if (call.Effect is not null)
        {
            await Answers.SuccessAsync(call.Http);
            return;
        }

        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveMergeAsync(body.MergeId!, call.Aborted) is not { } survivor)
        {
            await call.FailAsync(Failure.MergeNotFound);
            return;
        }

        var result = await call.Contact(survivor).UndoMergeAsync(body.ToUndo(call), CancellationToken.None);
        if (result.Outcome == ContactOutcome.Done)
            await Answers.SuccessAsync(call.Http);
        else
            await call.FailAsync(ContactFailures.Of(result, call.Dialect));
    }

    internal sealed class Body : IJsonBody
    {
        public string? MergeId { get; private set; }
        public string? Reason { get; private set; }
        public string? Missing => Required.FirstMissing(("mergeId", MergeId), ("reason", Reason));

        public MergeUndo ToUndo(ApiCall call) =>
            new() { MergeId = MergeId!, Reason = Reason!, Actor = call.Caller.Actor, Stamp = call.Stamp };

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("mergeId"u8))
                MergeId = fields.Text()?.Trim();
            else if (fields.Is("reason"u8))
                Reason = fields.Text();
            else
                fields.Skip();
        }
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Undo a merge",
        "Gives both contacts back as they were, keeping what changed since on the survivor. Refused, saying why, where that is no longer "
        + "possible, and the second time.")
    {
        Body =
        [
            Text("mergeId", "From merge-customers or the detail's merges.", "Zx81KqPw0sLm4TtR").Required(),
            Text("reason", "Kept in the history.", "Two different people").Required(),
        ],
        Failures = [Failure.MergeNotFound, Failure.MergeStays],
    };
}
