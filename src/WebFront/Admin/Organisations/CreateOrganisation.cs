using System.ComponentModel.DataAnnotations;
using Contacts.Core.Organisations;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Organisations;

internal static class CreateOrganisation
{
    /// <summary>Create an organisation</summary>
    /// <remarks>Only by a ROOT key, which then need not name an organisation.</remarks>
    public static async Task<Reply<NewOrganisationAnswer>> HandleAsync(ApiCall call, CreateOrganisationBody body)
    {
        var directory = call.OfService<IOrganisationDirectoryGrain>();
        var result = call.Effect is { } effect
            ? new()
            {
                Outcome = OrganisationOutcome.Created, Organisation = await directory.FindAsync((int)effect.Id, CancellationToken.None),
            }
            : await directory.CreateAsync(body.Slug, body.Name, call.Trail, CancellationToken.None);
        return result switch
        {
            { Outcome: OrganisationOutcome.Created, Organisation: { } made } => 
                new NewOrganisationAnswer(new() { Slug = made.Slug, Name = made.Name }),
            { Outcome: OrganisationOutcome.SlugTaken } => Failure.SlugTaken,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }
}

/// <summary>An organisation to create.</summary>
internal sealed record CreateOrganisationBody
{
    /// <summary>Lower-case letters, digits and hyphens.</summary><example>acme</example>
    [Required] public string? Slug { get; set; }

    /// <summary>Display name.</summary><example>Acme Corp</example>
    [Required, MaxLength(InputText.NameLimit)] public string? Name { get; set; }
}

/// <param name="Organisation">The new organisation.</param>
internal sealed record NewOrganisationAnswer(NewOrganisation Organisation) : Answer;

/// <summary>An organisation that was just created.</summary>
internal sealed record NewOrganisation
{
    /// <summary>Lower-case letters, digits and hyphens.</summary><example>acme</example>
    public required string Slug { get; init; }

    /// <summary>Display name.</summary><example>Acme Corp</example>
    public required string Name { get; init; }
}
