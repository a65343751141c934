using System.Text.Json;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Groups;

/// <summary>GET /api/v1/groups and POST /api/v1/groups/create.</summary>
internal static class GroupEndpoints
{
    private const int UsualPageSize = 50;

    public static async Task ListAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (page, pageSize) = (values.Page(), values.PageSize("per_page", UsualPageSize));
        if (values.Problem is { } problem)
        {
            await call.RefuseAsync(problem);
            return;
        }

        var groups = await call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(page, pageSize, call.Aborted);
        await Answers.SuccessAsync(call.Http, (groups, values.AskedPage, pageSize), static (json, it) =>
        {
            json.WriteStartArray("data"u8);
            foreach (var group in it.groups.Items)
                WriteGroup(json, group, counted: true);
            json.WriteEndArray();
            ContactJson.WritePagination(json, it.groups.Total, it.AskedPage, it.pageSize);
        });
    }

    public static async Task CreateAsync(ApiCall call, CreateBody body)
    {
        var directory = call.OfOrganisation<IGroupDirectoryGrain>();
        var result = call.Effect is { } effect
            ? new() { Outcome = GroupOutcome.Created, Group = await directory.FindAsync(effect.Id, CancellationToken.None) }
            : await directory.CreateAsync(body.Name, call.Stamp, CancellationToken.None);
        await (result switch
        {
            { Outcome: GroupOutcome.Created, Group: { } group } => Answers.SuccessAsync(call.Http, group, static (json, group) =>
            {
                json.WritePropertyName("group"u8);
                WriteGroup(json, group, counted: false);
            }, StatusCodes.Status201Created),
            { Outcome: GroupOutcome.NameTaken } => call.FailAsync(Failure.GroupNameTaken),
            _ => call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect)),
        });
    }

    private static void WriteGroup(Utf8JsonWriter json, Group group, bool counted)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, group.Id);
        json.WriteString("name"u8, group.Name);
        if (counted)
            json.WriteNumber("contact_count"u8, group.ContactCount);
        ContactJson.WriteTime(json, "created_at"u8, group.CreatedAt);
        json.WriteEndObject();
    }

    internal sealed class CreateBody : IJsonBody
    {
        public string? Name { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("name"u8))
                Name = fields.Text();
            else
                fields.Skip();
        }
    }

    private static readonly FieldDoc _id = Whole("id", "Id of the group, counted per organisation.", 3);
    private static readonly FieldDoc _name = Text("name", "Unique in the organisation, whatever the case.", "VIP Customers").AtMost(128);

    public static readonly RouteDoc ListDoc = new("Groups", "List groups", "By id, with the number of contacts in each.")
    {
        Query = [Whole("page", "Page number, from 1.", 1), Whole("per_page", "Results per page, 50 unless given; over 100 is 100.", 50)],
        Answer =
        [
            Objects("data", "Groups.", _id, _name, Whole("contact_count", "Contacts in the group.", 17), ContactJson.Created),
            ContactJson.Pagination(UsualPageSize),
        ],
    };

    public static readonly RouteDoc CreateDoc = new(
        "Groups", "Create a group", "A newsletter tag and a group of the same name are the same group.")
    {
        Body = [_name.Required()],
        Status = StatusCodes.Status201Created,
        Answer = [Object("group", "The new group.", _id, _name, ContactJson.Created)],
        Failures = [Failure.GroupNameTaken],
    };
}
