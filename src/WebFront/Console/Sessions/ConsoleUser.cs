using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>An account as ASP.NET Core Identity changes it; what is stored of it is a record.</summary>
internal sealed class ConsoleUser(UserAccount account)
{
    public UserAccount Account { get; set; } = account;

    public long Id => Account.Id;
    public string Email => Account.Email;
}
