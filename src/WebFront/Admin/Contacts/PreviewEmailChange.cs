using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

internal static class PreviewEmailChange
{
    /// <summary>Preview a change of e-mail</summary>
    /// <remarks>Says what detail-change-email would do. Writes nothing.</remarks>
    public static async Task<Reply<EmailChangeAnswer>> HandleAsync(ApiCall call, PreviewEmailChangeBody body)
    {
        if (Failure.FirstMissing(("id", body.Id), ("newEmail", body.NewEmail)) is { } missing)
            return missing;
        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(body.Id!, call.Aborted) is not { } id)
            return Failure.ContactNotFound;
        var preview = await call.Contact(id).PreviewEmailChangeAsync(body.NewEmail!, call.Aborted);
        return preview.Outcome switch
        {
            ContactOutcome.Done => new EmailChangeAnswer(NameOf(preview.Kind), preview.Owner is { } owner ? new(owner) : null),
            ContactOutcome.NotFound => Failure.ContactNotFound,
            ContactOutcome.EmailMismatch => Failure.EmailMismatch,
            ContactOutcome.Suppressed => Failure.ContactSuppressed,
            _ => Failures.Of(preview.Problem, call.Dialect),
        };
    }

    private static string NameOf(EmailChangeKind kind) => kind switch
    {
        EmailChangeKind.Noop => "noop",
        EmailChangeKind.Rename => "rename",
        _ => "merge",
    };
}

/// <summary>A change of e-mail to look at.</summary>
internal sealed record PreviewEmailChangeBody
{
    /// <summary>External id of the contact, also one that was merged away.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>The address it is to have.</summary><example>jan@example.com</example>
    [Required] public string? NewEmail { get; set; }
}

/// <param name="Outcome">noop: it has this address; rename: the address is free; merge: another contact has it.</param>
/// <param name="Contact">The contact that would be merged in; only with merge.</param>
internal sealed record EmailChangeAnswer(
    [property: AllowedValues("noop", "rename", "merge")] string Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ContactName? Contact = null) : Answer;
