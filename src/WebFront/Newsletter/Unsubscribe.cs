using System.ComponentModel.DataAnnotations;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Consent;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Newsletter;

/// <summary>What a person told an integrator.</summary>
internal static class Unsubscribe
{
    /// <summary>Unsubscribe a contact</summary>
    /// <remarks>
    /// Withdraws the consent of the contact's address, or of its number. Imports, merges and contact forms do not bring it back. Safe to
    /// repeat. Not for keys in web pages: they must not be able to unsubscribe strangers.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, UnsubscribeBody body)
    {
        if (body.Id is null && string.IsNullOrWhiteSpace(body.Email)) return Failure.Required("email");
        if (body.Id is not null && body.Email is not null) return Failure.Invalid("\"id\" must be left out where \"email\" is given");
        var input = new ContactInput(call.Caller.Identity);
        var email = input.Email(body.Email);
        var said = new ConsentSaid(input, body.Channel, null, body.Reason);
        if (input.Problem is { } problem) return Failures.Of(problem, call.Dialect);
        if (call.Effect is not null) return Answer.Done;
        var id = email is { } address
            ? await call.OfOrganisation<IContactDirectoryGrain>().FindByEmailAsync(input.Canonical(address), call.Aborted)
            : await call.ResolveAsync(body.Id!.Value);
        if (id is null) return Failure.ContactNotFound;
        var outcome = await call.OfOrganisation<IConsentGrain>().WithdrawAsync(said.ToOrder(call, id.Value), CancellationToken.None);
        return ConsentFailures.Of(outcome) is { } failure ? failure : Answer.Done;
    }
}

/// <summary>Who does not want to be written to any more: an address or an id.</summary>
internal sealed record UnsubscribeBody
{
    /// <summary>Address of the contact.</summary><example>jan@barasek.com</example>
    public string? Email { get; set; }

    /// <summary>Integer or external id of the contact, in place of its address.</summary><example>142</example>
    public ContactReference? Id { get; set; }

    /// <summary>What is withdrawn; `email` unless given.</summary><example>email</example>
    [AllowedValues("email", "sms")] public string? Channel { get; set; }

    /// <summary>Kept in the history.</summary><example>Asked on the phone</example>
    [MaxLength(500)] public string? Reason { get; set; }
}
