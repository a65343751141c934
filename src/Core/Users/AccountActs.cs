using Contacts.Core.Audit;

namespace Contacts.Core.Users;

/// <summary>What a change of an account is, for the audit. Pure.</summary>
public static class AccountActs
{
    /// <summary>The act that leads from one state of an account to another; null where the audit does not tell of it.</summary>
    public static string? OfOrNull(UserAccount before, UserAccount after)
    {
        var hasOtherStamp = before.SecurityStamp != after.SecurityStamp; // The same password with a newer hash keeps it.
        if (before.PasswordHash != after.PasswordHash && hasOtherStamp) return AuditActions.UserPasswordChanged;
        if (before.HasTwoFactor != after.HasTwoFactor)
            return after.HasTwoFactor ? AuditActions.UserTwoFactorOn : AuditActions.UserTwoFactorOff;
        // A new key of an authenticator app has another stamp too.
        return hasOtherStamp && before.AuthenticatorKey == after.AuthenticatorKey ? AuditActions.UserSessionsEnded : null;
    }
}
