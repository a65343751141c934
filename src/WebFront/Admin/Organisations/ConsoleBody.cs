using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>Who may use the console for the organisation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConsoleBody
{
    /// <summary>Whether members need a second factor.</summary><example>false</example>
    [DisallowNull] public bool? RequireTwoFactor { get; set; }
}

/// <summary>Who may use the console for the organisation.</summary>
internal sealed class ConsoleView
{
    internal ConsoleView(ConsoleSettings console) => RequireTwoFactor = console.RequireTwoFactor;

    /// <summary>Whether members need a second factor.</summary><example>false</example>
    public bool RequireTwoFactor { get; }
}
