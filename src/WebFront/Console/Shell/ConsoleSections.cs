using Contacts.Core.Users;

namespace Contacts.WebFront.Console.Shell;

/// <summary>
/// A page of an organisation that the navigation leads to: the last part of its address, its English name, and who sees it.
/// </summary>
public sealed record ConsoleSection(string Path, string Name, Role Minimum);

/// <summary>The navigation of an organisation, in its order.</summary>
public static class ConsoleSections
{
    public static readonly IReadOnlyList<ConsoleSection> All =
    [
        new("", "Overview", Role.Viewer),
        new("contacts", "Contacts", Role.Viewer),
        new("groups", "Groups", Role.Viewer),
        new("inbox", "Inbox", Role.Viewer),
        new("imports", "Imports", Role.Admin),
        new("keys", "API keys", Role.Admin),
        new("settings", "Settings", Role.Admin),
        new("team", "Team", Role.Owner),
        new("privacy", "Personal data", Role.Admin),
        new("audit", "Audit", Role.Admin),
    ];
}
