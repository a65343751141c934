using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class ChangeEmail
{
    /// <summary>Change a contact's e-mail</summary>
    /// <remarks>
    /// Needs the current address for verification. Where another contact has the new address the call fails, unless confirmMerge is
    /// true: then that contact is merged into this one first. Nothing is written where the address is the same.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, ChangeEmailBody body)
    {
        if (Failure.FirstMissing(
            ("id", body.Id), ("currentEmail", body.CurrentEmail), ("newEmail", body.NewEmail), ("reason", body.Reason)) is { } missing)
            return missing;
        if (call.Effect is not null)
            return Answer.Done;
        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(body.Id!, call.Aborted) is not { } id)
            return Failure.ContactNotFound;
        var result = await call.Contact(id).ChangeEmailAsync(body.ToRequest(call), CancellationToken.None);
        return result.Outcome == ContactOutcome.Done ? Answer.Done : Failures.Of(result, call.Dialect);
    }
}

/// <summary>A change of e-mail.</summary>
internal sealed record ChangeEmailBody
{
    /// <summary>External id of the contact, also one that was merged away.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>The address the contact has now.</summary><example>jan@barasek.com</example>
    [Required] public string? CurrentEmail { get; set; }

    /// <summary>The address it is to have.</summary><example>jan.barasek@example.com</example>
    [Required] public string? NewEmail { get; set; }

    /// <summary>Kept in the history.</summary><example>Asked for by phone</example>
    [Required] public string? Reason { get; set; }

    /// <summary>Merge the contact that has the new address into this one.</summary><example>false</example>
    public bool? ConfirmMerge { get; set; }

    public ChangeEmailRequest ToRequest(ApiCall call) => new()
    {
        CurrentEmail = CurrentEmail!, NewEmail = NewEmail!, Reason = Reason!, ConfirmMerge = ConfirmMerge ?? false,
        Actor = call.Caller.Actor, Trail = call.Trail,
    };
}
