using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Shell;

/// <summary>Whom a route of the console is for.</summary>
internal enum ConsoleAudience
{
    /// <summary>Everybody: signing in and what comes before.</summary>
    Anyone,

    /// <summary>Whoever is signed in.</summary>
    Person,

    /// <summary>Members of the organisation in the address, and operators.</summary>
    Member,

    /// <summary>Those who operate the service.</summary>
    Operator,
}

/// <summary>
/// Who may use a route: the audience and, of members, the least role. It is also the metadata by which routes of the console are known.
/// </summary>
internal sealed record ConsoleRoute(ConsoleAudience Audience, Role Minimum = Role.Viewer)
{
    /// <summary>The name of the organisation's slug in addresses.</summary>
    public const string Slug = "organisation";
}
