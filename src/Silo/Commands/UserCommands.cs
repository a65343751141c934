using System.CommandLine;
using System.Text.Json.Nodes;

namespace Contacts.Silo.Commands;

/// <summary>Invites people to the console.</summary>
internal static class UserCommands
{
    private static readonly Argument<string> _email = new("email") { Description = "Where the invitation goes." };

    private static readonly Option<string> _role = new Option<string>("--role")
    {
        Description = "viewer, agent, admin or owner of the organisation; operator: of all.", Required = true,
    }.OneOf("viewer", "agent", "admin", "owner", "operator");

    public static Command Create(ServiceAccess access)
    {
        var create = new Command("create", "Invite a person, and print the link of the invitation.") { _email, _role };
        access.Handle(create, CreateAsync, needsOrganisation: false);
        return new Command("users", "People who sign in to the console.") { create };
    }

    private static async Task<int> CreateAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var invited = await client.PostAsync(
            "/bff/user/create",
            new JsonObject { ["email"] = parsed.GetValue(_email), ["role"] = parsed.GetValue(_role) }, cancellationToken);
        Console.WriteLine(invited["inviteUrl"]);
        return 0;
    }
}
