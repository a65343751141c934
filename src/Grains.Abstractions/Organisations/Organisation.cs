using Contacts.Grains.Abstractions.Idempotency;
using Orleans;

namespace Contacts.Grains.Abstractions.Organisations;

/// <summary>An organisation: its integer id, its slug (lower-case letters, digits and hyphens) and its name.</summary>
[GenerateSerializer, Immutable, Alias("organisations.organisation")]
public sealed record Organisation
{
    [Id(0)] public required int Id { get; init; }
    [Id(1)] public required string Slug { get; init; }
    [Id(2)] public required string Name { get; init; }
}

/// <summary>What became of an organisation to be created.</summary>
public enum OrganisationOutcome { Created, Invalid, SlugTaken }

/// <summary>The answer to an organisation to be created.</summary>
[GenerateSerializer, Immutable, Alias("organisations.result")]
public sealed record OrganisationResult
{
    [Id(0)] public required OrganisationOutcome Outcome { get; init; }
    [Id(1)] public Organisation? Organisation { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}

/// <summary>Finds and creates organisations. Stateless; key 0.</summary>
[Alias("organisations.directory")]
public interface IOrganisationDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>The organisation of a slug; null where there is none. Served from memory for a few seconds.</summary>
    Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken);

    /// <summary>The organisation of an id as it is stored; null where there is none.</summary>
    Task<Organisation?> FindAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Created, Invalid or SlugTaken.</summary>
    Task<OrganisationResult> CreateAsync(string? slug, string? name, IdempotencyStamp? stamp, CancellationToken cancellationToken);

    /// <summary>Whether the store answers and its schema is the one this program needs.</summary>
    Task<bool> IsStoreReadyAsync(CancellationToken cancellationToken);
}
