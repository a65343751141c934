using Contacts.Core.Audit;
using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>An account as ASP.NET Core Identity changes it; what is stored of it is a record.</summary>
internal sealed class ConsoleUser(UserAccount account)
{
    public UserAccount Account { get; set; } = account;

    /// <summary>Who changes the account, for the audit; null where it is not changed.</summary>
    public CommandTrail? Trail { get; init; }

    public long Id => Account.Id;
    public string Email => Account.Email;
}
