using Contacts.Core.Settings;
using Orleans;

namespace Contacts.Core.Organisations;

/// <summary>An organisation: its integer id, its slug (lower-case letters, digits and hyphens) and its name.</summary>
[GenerateSerializer, Immutable, Alias("organisations.organisation")]
public sealed record Organisation
{
    [Id(0)] public required int Id { get; init; }
    [Id(1)] public required string Slug { get; init; }
    [Id(2)] public required string Name { get; init; }

    /// <summary>How it identifies addresses and numbers.</summary>
    [Id(3)] public IdentitySettings Identity { get; init; } = new();
}

/// <summary>The outcome of an organisation to be created.</summary>
public enum OrganisationOutcome { Created, Invalid, SlugTaken }

/// <summary>The answer to an organisation to be created.</summary>
[GenerateSerializer, Immutable, Alias("organisations.result")]
public sealed record OrganisationResult
{
    [Id(0)] public required OrganisationOutcome Outcome { get; init; }
    [Id(1)] public Organisation? Organisation { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}
