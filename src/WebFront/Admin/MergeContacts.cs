using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/contact/merge-customers.</summary>
internal static class MergeContacts
{
    private const string SameContact = "\"legacyCustomerId\" must be another contact than \"finalCustomerId\"";

    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (body.Missing is { } missing)
        {
            await call.RequireAsync(missing);
            return;
        }

        if (call.Effect is { Note: { } mergeId })
        {
            await AnswerAsync(call, mergeId);
            return;
        }

        var directory = call.OfOrganisation<IContactDirectoryGrain>();
        var final = await directory.ResolveAsync(body.Final!, call.Aborted);
        var legacy = await directory.ResolveAsync(body.Legacy!, call.Aborted);
        if (final is null || legacy is null)
            await call.FailAsync(Failure.ContactNotFound);
        else if (final == legacy)
            await call.RefuseAsync(SameContact);
        else
            await AnswerAsync(call, await call.Contact(final.Value).MergeAsync(legacy.Value, call.Caller.Actor, call.Stamp, CancellationToken.None));
    }

    private static Task AnswerAsync(ApiCall call, ContactResult result) => result.Outcome switch
    {
        ContactOutcome.Done => AnswerAsync(call, result.MergeId!),
        ContactOutcome.Invalid => call.RefuseAsync(SameContact),
        _ => call.FailAsync(ContactFailures.Of(result, call.Dialect)),
    };

    private static Task AnswerAsync(ApiCall call, string mergeId) =>
        Answers.SuccessAsync(call.Http, mergeId, static (json, id) => json.WriteString("mergeId"u8, id));

    internal sealed class Body : IJsonBody
    {
        public string? Final { get; private set; }
        public string? Legacy { get; private set; }
        public string? Missing => Required.FirstMissing(("finalCustomerId", Final), ("legacyCustomerId", Legacy));

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("finalCustomerId"u8))
                Final = fields.Text()?.Trim();
            else if (fields.Is("legacyCustomerId"u8))
                Legacy = fields.Text()?.Trim();
            else
                fields.Skip();
        }
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Merge two contacts",
        "The final contact keeps its values; empty ones are filled from the other; groups are united; consent is the stricter of the two.")
    {
        Body =
        [
            Text("finalCustomerId", "External id of the contact that stays.", "a8Kd0Qz3LmX91bTy").Required(),
            Text("legacyCustomerId", "External id of the contact that is merged in.", "b2Nf7Rg5HjU64cVw").Required(),
        ],
        Answer = [Text("mergeId", "For merge-undo.", "Zx81KqPw0sLm4TtR")],
        Failures = [Failure.ContactNotFound],
    };
}
