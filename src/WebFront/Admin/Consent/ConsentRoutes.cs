using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Consent;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Consent;

/// <summary>Consents for administrators.</summary>
internal static class ConsentRoutes
{
    public static ApiGroup MapAdminConsent(this ApiGroup api) => api.Tagged("Admin: consent")
        .Post<ConsentOrderBody, Answer>("/contact/consent-grant", GrantAsync, Failure.ContactNotFound, Failure.ConsentWithdrawn)
        .Post<ConsentOrderBody, Answer>("/contact/consent-withdraw", WithdrawAsync, Failure.ContactNotFound)
        .Post<ResendBody, Answer>(
            "/contact/resend-confirmation", ResendAsync, Failure.ContactNotFound, Failure.ConsentNotPending, Failure.ConfirmationHeld)
        .Post<RotateLinkKeyBody, Answer>("/organisation/rotate-link-key", RotateLinkKeyAsync);

    /// <summary>Give a contact's consent</summary>
    /// <remarks>
    /// For a consent that was given outside of the service, on paper for example. Where the person said "no" before, a note has to say how
    /// they took it back.
    /// </remarks>
    public static Task<Reply<Answer>> GrantAsync(ApiCall call, ConsentOrderBody body) =>
        SayAsync(call, body, (grain, order) => grain.GrantAsync(order, CancellationToken.None));

    /// <summary>Withdraw a contact's consent</summary>
    /// <remarks>The "no" stays with the address or number. Confirmation links that were sent before are void. Safe to repeat.</remarks>
    public static Task<Reply<Answer>> WithdrawAsync(ApiCall call, ConsentOrderBody body) =>
        SayAsync(call, body, (grain, order) => grain.WithdrawAsync(order, CancellationToken.None));

    /// <summary>Send the confirmation mail again</summary>
    /// <remarks>
    /// For a sign-up that waits for its confirmation; links that were sent before are void. At most three mails to an address in 24 hours,
    /// five minutes apart.
    /// </remarks>
    public static Task<Reply<Answer>> ResendAsync(ApiCall call, ResendBody body) =>
        SayAsync(call, new() { Id = body.Id }, (grain, order) => grain.ResendAsync(order, CancellationToken.None));

    /// <summary>Rotate the key of links</summary>
    /// <remarks>
    /// New links are sealed with a new key. Links of the key before it still work; those of older keys do not, so that two rotations make
    /// a leaked key useless.
    /// </remarks>
    public static async Task<Reply<Answer>> RotateLinkKeyAsync(ApiCall call, RotateLinkKeyBody body)
    {
        if (call.Effect is null) await call.OfOrganisation<IConsentGrain>().RotateLinkKeyAsync(call.Trail, CancellationToken.None);
        return Answer.Done;
    }

    private static async Task<Reply<Answer>> SayAsync(
        ApiCall call, ConsentOrderBody body, Func<IConsentGrain, ConsentOrder, Task<ConsentOutcome>> say)
    {
        if (Failure.FirstMissing(("id", body.Id)) is { } missing) return missing;
        var input = new ContactInput(call.Caller.Identity);
        var said = new ConsentSaid(input, body.Channel, body.Source, body.Note);
        if (input.Problem is { } problem) return Failures.Of(problem, call.Dialect);
        if (call.Effect is not null) return Answer.Done;
        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(body.Id!, call.Aborted) is not { } id)
            return Failure.ContactNotFound;
        var outcome = await say(call.OfOrganisation<IConsentGrain>(), said.ToOrder(call, id));
        return ConsentFailures.Of(outcome) is { } failure ? failure : Answer.Done;
    }
}

/// <summary>A consent that an administrator writes down.</summary>
internal sealed record ConsentOrderBody
{
    /// <summary>External id of the contact.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>What is meant; `email` unless given.</summary><example>email</example>
    [AllowedValues("email", "sms")] public string? Channel { get; set; }

    /// <summary>Through what the person said it.</summary><example>paper</example>
    [MaxLength(128)] public string? Source { get; set; }

    /// <summary>Kept in the history.</summary><example>Signed form of 15 January</example>
    [MaxLength(500)] public string? Note { get; set; }
}

/// <summary>Whose confirmation mail is to be sent again.</summary>
internal sealed record ResendBody
{
    /// <summary>External id of the contact.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }
}

/// <summary>Nothing is needed.</summary>
internal sealed record RotateLinkKeyBody
{
    /// <summary>The API key, where neither the query nor the header has it.</summary>
    public string? ApiKey { get; set; }
}

[JsonSerializable(typeof(ConsentOrderBody))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(RotateLinkKeyBody))]
internal sealed partial class ConsentJson : JsonSerializerContext;
