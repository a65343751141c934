using Contacts.Core.Users;
using Microsoft.AspNetCore.Identity;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>Makes accounts with another password, by the rules of Identity's options.</summary>
internal sealed class Passwords(UserManager<ConsoleUser> users)
{
    /// <summary>The account with a password, whose stamp ends all sessions; null if the password is too weak. Nothing is stored.</summary>
    public async Task<UserAccount?> ReplaceAsync(UserAccount account, string password)
    {
        var user = new ConsoleUser(account);
        foreach (var validator in users.PasswordValidators)
            if (!(await validator.ValidateAsync(users, user, password)).Succeeded) return null;
        return account with
        {
            PasswordHash = users.PasswordHasher.HashPassword(user, password), SecurityStamp = Guid.NewGuid().ToString("N"),
        };
    }
}
