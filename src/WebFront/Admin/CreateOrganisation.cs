using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/organisation/create, for ROOT keys alone.</summary>
internal static class CreateOrganisation
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        var directory = call.OfService<IOrganisationDirectoryGrain>();
        var result = call.Effect is { } effect
            ? new() { Outcome = OrganisationOutcome.Created, Organisation = await directory.FindAsync((int)effect.Id, CancellationToken.None) }
            : await directory.CreateAsync(body.Slug, body.Name, call.Stamp, CancellationToken.None);
        await (result switch
        {
            { Outcome: OrganisationOutcome.Created, Organisation: { } made } => Answers.SuccessAsync(call.Http, made, static (json, it) =>
            {
                json.WriteStartObject("organisation"u8);
                json.WriteString("slug"u8, it.Slug);
                json.WriteString("name"u8, it.Name);
                json.WriteEndObject();
            }),
            { Outcome: OrganisationOutcome.SlugTaken } => call.FailAsync(Failure.SlugTaken),
            _ => call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect)),
        });
    }

    internal sealed class Body : IJsonBody
    {
        public string? Slug { get; private set; }
        public string? Name { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("slug"u8))
                Slug = fields.Text();
            else if (fields.Is("name"u8))
                Name = fields.Text();
            else
                fields.Skip();
        }
    }

    private static readonly FieldDoc _slug = Text("slug", "Lower-case letters, digits and hyphens.", "acme");
    private static readonly FieldDoc _name = Text("name", "Display name.", "Acme Corp").AtMost(128);

    public static readonly RouteDoc Doc = new(
        "Admin: organisations", "Create an organisation", "Only by a ROOT key, which then need not name an organisation.")
    {
        Body = [_slug.Required(), _name.Required()],
        Answer = [Object("organisation", "The new organisation.", _slug, _name)],
        Failures = [Failure.SlugTaken],
    };
}
