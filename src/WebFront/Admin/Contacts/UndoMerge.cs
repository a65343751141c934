using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class UndoMerge
{
    /// <summary>Undo a merge</summary>
    /// <remarks>
    /// Gives both contacts back as they were, keeping what changed since on the survivor. Refused, saying why, where that is no longer
    /// possible, and the second time.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, UndoMergeBody body)
    {
        if (Failure.FirstMissing(("mergeId", body.MergeId), ("reason", body.Reason)) is { } missing)
            return missing;
        if (call.Effect is not null)
            return Answer.Done;
        var mergeId = body.MergeId!;
        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveMergeAsync(mergeId, call.Aborted) is not { } survivor)
            return Failure.MergeNotFound;
        var undo = new MergeUndo { MergeId = mergeId, Reason = body.Reason!, Actor = call.Caller.Actor, Trail = call.Trail };
        var result = await call.Contact(survivor).UndoMergeAsync(undo, CancellationToken.None);
        return result.Outcome == ContactOutcome.Done ? Answer.Done : Failures.Of(result, call.Dialect);
    }
}

/// <summary>A merge to undo.</summary>
internal sealed record UndoMergeBody
{
    /// <summary>From merge-customers or the detail's merges.</summary><example>Zx81KqPw0sLm4TtR</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? MergeId { get; set; }

    /// <summary>Kept in the history.</summary><example>Two different people</example>
    [Required] public string? Reason { get; set; }
}
