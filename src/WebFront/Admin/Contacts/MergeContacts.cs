using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class MergeContacts
{
    private static readonly Failure _sameContact =
        Failure.Invalid("\"legacyCustomerId\" must be another contact than \"finalCustomerId\"");

    /// <summary>Merge two contacts</summary>
    /// <remarks>
    /// The final contact keeps its values; empty ones are filled from the other; groups are united; consent is the stricter of the two.
    /// </remarks>
    public static async Task<Reply<MergeAnswer>> HandleAsync(ApiCall call, MergeContactsBody body)
    {
        if (Failure.FirstMissing(("finalCustomerId", body.FinalCustomerId), ("legacyCustomerId", body.LegacyCustomerId)) is { } missing)
            return missing;
        if (call.Effect is { Note: { } mergeId })
            return new MergeAnswer { MergeId = mergeId };
        var directory = call.OfOrganisation<IContactDirectoryGrain>();
        var final = await directory.ResolveAsync(body.FinalCustomerId!, call.Aborted);
        var legacy = await directory.ResolveAsync(body.LegacyCustomerId!, call.Aborted);
        if (final is null || legacy is null)
            return Failure.ContactNotFound;
        if (final == legacy)
            return _sameContact;
        var result = await call.Contact(final.Value).MergeAsync(legacy.Value, call.Caller.Actor, call.Trail, CancellationToken.None);
        return result.Outcome switch
        {
            ContactOutcome.Done => new MergeAnswer { MergeId = result.MergeId! },
            ContactOutcome.Invalid => _sameContact,
            _ => Failures.Of(result, call.Dialect),
        };
    }
}

/// <summary>Two contacts to merge.</summary>
internal sealed record MergeContactsBody
{
    /// <summary>External id of the contact that stays.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? FinalCustomerId { get; set; }

    /// <summary>External id of the contact that is merged in.</summary><example>b2Nf7Rg5HjU64cVw</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? LegacyCustomerId { get; set; }
}

/// <summary>A merge that was made.</summary>
internal sealed record MergeAnswer : Answer
{
    /// <summary>For merge-undo.</summary><example>Zx81KqPw0sLm4TtR</example>
    public required string MergeId { get; init; }
}
