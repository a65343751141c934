using System.CommandLine;
using System.Text.Json.Nodes;

namespace Contacts.Silo.Commands;

/// <summary>Creates, lists and revokes the API keys of an organisation.</summary>
internal static class KeyCommands
{
    private static readonly Option<string> _kind = new Option<string>("--kind")
    {
        Description = "PROD or DEV.", DefaultValueFactory = _ => "PROD",
    }.OneOf("PROD", "DEV");

    private static readonly Option<string[]> _scopes = new Option<string[]>("--scope")
    {
        Description = "What it may do; public unless given. May be repeated.", AllowMultipleArgumentsPerToken = true,
    }.OneOf("public", "contacts", "admin");

    private static readonly Option<string?> _description = new("--description") { Description = "What it is for." };

    private static readonly Option<string?> _expires = new("--expires")
    {
        Description = "Last day, such as 2027-12-31; 90 days from now unless given.",
    };

    private static readonly Argument<long> _id = new("id") { Description = "From `keys list`." };

    public static Command Create(ServiceAccess access)
    {
        var create = new Command("create", "Create a key and print it: it is shown this one time.")
        {
            _kind, _scopes, _description, _expires,
        };
        var list = new Command("list", "List keys.");
        var revoke = new Command("revoke", "Revoke a key.") { _id };
        access.Handle(create, CreateAsync);
        access.Handle(list, ListAsync);
        access.Handle(revoke, RevokeAsync);
        return new Command("keys", "API keys of an organisation.") { create, list, revoke };
    }

    private static async Task<int> CreateAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var scopes = parsed.GetValue(_scopes) ?? [];
        var created = await client.PostAsync("/bff/api-key/generate-key", new JsonObject
        {
            ["environment"] = parsed.GetValue(_kind), ["description"] = parsed.GetValue(_description),
            ["expirationDate"] = parsed.GetValue(_expires),
            ["scopes"] = scopes.Length > 0 ? new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]) : null,
        }, cancellationToken);
        Console.WriteLine(created["apiKey"]);
        return 0;
    }

    private static async Task<int> ListAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var keys = await client.GetAsync("/bff/api-key/list", cancellationToken);
        Table.Write(keys["items"]!, "id", "kind", "scopes", "expiresAt", "lastUsedAt", "description");
        return 0;
    }

    private static async Task<int> RevokeAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        await client.PostAsync("/bff/api-key/revoke", new JsonObject { ["id"] = parsed.GetValue(_id) }, cancellationToken);
        return 0;
    }
}
