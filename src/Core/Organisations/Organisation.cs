using System.Collections.Immutable;
using Contacts.Core.Audit;
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

    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: it is not suspended.</summary>
    [Id(5)] public DateTimeOffset? SuspendedAt { get; init; }
}

/// <summary>A page of organisations by slug, and how many there are in all.</summary>
[GenerateSerializer, Immutable, Alias("organisations.page")]
public sealed record OrganisationPage
{
    [Id(0)] public ImmutableArray<Organisation> Items { get; init; } = [];
    [Id(1)] public long Total { get; init; }
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

/// <summary>An organisation with its settings document (JSON) and that document's version.</summary>
public sealed record StoredOrganisation(Organisation Organisation, string Settings, long Version);

/// <summary>Organisations and their settings. Throws StoreUnavailableException while the store is unavailable.</summary>
public interface IOrganisationStore
{
    /// <summary>
    /// A new organisation with default settings; null if the slug is taken. An idempotent request is one of the service as a whole; the
    /// audit is the new organisation's.
    /// </summary>
    Task<Organisation?> CreateAsync(
        string slug, string name, DateTimeOffset at, CancellationToken cancellationToken, CommandTrail? trail = null);

    Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken);

    Task<StoredOrganisation?> FindAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Writes name and settings; false if <paramref name="version"/> is no longer the stored one.</summary>
    Task<bool> SaveAsync(
        int organisationId, string name, string settings, long version, CancellationToken cancellationToken,
        CommandTrail? trail = null);

    /// <summary>A page by slug. <paramref name="page"/> counts from 1.</summary>
    Task<OrganisationPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// Suspends an organisation, or with null ends that. Leaves nothing in the audit where nothing changes. The idempotent request is one
    /// of the service as a whole.
    /// </summary>
    Task SuspendAsync(int organisationId, DateTimeOffset? at, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Whether the store answers and has the schema of this program.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
