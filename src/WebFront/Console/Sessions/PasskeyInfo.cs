using Contacts.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// Passkeys as ASP.NET Core Identity has them. What a device said when it was registered is not kept: nobody asks for it again.
/// </summary>
internal static class PasskeyInfo
{
    public static UserPasskeyInfo Of(Passkey passkey) => new(
        [.. passkey.CredentialId], [.. passkey.PublicKey], passkey.CreatedAt, (uint)passkey.SignCount,
        passkey.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), isUserVerified: true, passkey.IsBackupEligible,
        passkey.IsBackedUp, attestationObject: [], clientDataJson: [])
    {
        Name = passkey.Name,
    };

    public static Passkey Read(UserPasskeyInfo info, ConsoleUser user, string name) => new()
    {
        CredentialId = [.. info.CredentialId], UserId = user.Id, Name = name, PublicKey = [.. info.PublicKey], SignCount = info.SignCount,
        Transports = string.Join(' ', info.Transports ?? []), IsBackupEligible = info.IsBackupEligible, IsBackedUp = info.IsBackedUp,
        CreatedAt = info.CreatedAt,
    };
}
