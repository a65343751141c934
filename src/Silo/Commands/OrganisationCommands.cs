using System.CommandLine;
using System.Text.Json.Nodes;

namespace Contacts.Silo.Commands;

/// <summary>Creates and lists organisations; needs a ROOT key where it is done through a running service.</summary>
internal static class OrganisationCommands
{
    private const int PageSize = 100;

    private static readonly Argument<string> _slug = new("slug") { Description = "Short name, such as acme." };
    private static readonly Option<string?> _name = new("--name") { Description = "Display name; the short name unless given." };

    public static Command Create(ServiceAccess access)
    {
        var create = new Command("create", "Create an organisation.") { _slug, _name };
        var list = new Command("list", "List organisations.");
        access.Handle(create, CreateAsync, needsOrganisation: false);
        access.Handle(list, ListAsync, needsOrganisation: false);
        return new Command("organisations", "Organisations, for whoever has a ROOT key.") { create, list };
    }

    private static async Task<int> CreateAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var slug = parsed.GetValue(_slug);
        await client.PostAsync(
            "/bff/organisation/create", new JsonObject { ["slug"] = slug, ["name"] = parsed.GetValue(_name) ?? slug }, cancellationToken);
        return 0;
    }

    private static async Task<int> ListAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var all = new JsonArray();
        for (var page = 1; ; page++)
        {
            var answer = await client.GetAsync($"/bff/organisation/list?limit={PageSize}&page={page}", cancellationToken);
            foreach (var item in answer["items"]!.AsArray()) all.Add(item!.DeepClone());
            if (all.Count >= (long)answer["total"]! || answer["items"]!.AsArray().Count == 0) break;
        }
        Table.Write(all, "slug", "name", "createdAt", "suspendedAt");
        return 0;
    }
}
