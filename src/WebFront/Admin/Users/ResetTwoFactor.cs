using System.ComponentModel.DataAnnotations;
using Contacts.Core.Email;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Users;

/// <summary>Helps somebody who has lost phone and recovery codes.</summary>
internal static class ResetTwoFactor
{
    /// <summary>Reset a person's second factor</summary>
    /// <remarks>
    /// Turns it off and ends all sessions: the person signs in with the password, and sets another one up. Make sure first that it is the
    /// person who asks. Only by a ROOT key. An account without a second factor stays as it is.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, ResetTwoFactorBody body)
    {
        if (Failure.FirstMissing(("email", body.Email)) is { } missing)
            return missing;
        if (call.Effect is not null)
            return Answer.Done;
        if (!EmailAddress.TryParse(body.Email!, out var address, out _)
            || await call.OfService<IUserDirectoryGrain>().FindAsync(address.Normalised, CancellationToken.None) is not { } account)
            return Failure.NotFound;
        if (!account.HasTwoFactor)
            return Answer.Done;
        return await call.AccountOf(account.Id).ResetTwoFactorAsync(call.Trail, call.OrganisationId, CancellationToken.None)
            ? Answer.Done
            : Failure.ChangedMeanwhile;
    }
}

/// <summary>Whose second factor is to be reset.</summary>
internal sealed record ResetTwoFactorBody
{
    /// <summary>The address that the person signs in with.</summary><example>jan@barasek.com</example>
    [Required] public string? Email { get; set; }
}
