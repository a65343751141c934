using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Audit;

/// <summary>
/// The audit. Entries are written with what they tell, see <see cref="CommandTrail"/>. Throws StoreUnavailableException while the store is
/// unavailable.
/// </summary>
public interface IAuditStore
{
    /// <summary>The newest entries that fit, newest first, and whether there are more.</summary>
    Task<AuditPage> ListAsync(int organisationId, AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Writes the acts of a command that changes nothing.</summary>
    Task AddAsync(int organisationId, CommandTrail trail, CancellationToken cancellationToken);
}

/// <summary>Which entries of the audit to read; null filters nothing.</summary>
[GenerateSerializer, Immutable, Alias("audit.query")]
public sealed record AuditQuery
{
    [Id(0)] public int Limit { get; init; } = 50;

    /// <summary>Only entries older than the one of this id.</summary>
    [Id(1)] public long? Before { get; init; }

    /// <summary>The actor's name.</summary>
    [Id(2)] public string? Actor { get; init; }

    [Id(3)] public string? Action { get; init; }

    /// <summary>Given together with <see cref="TargetId"/>.</summary>
    [Id(4)] public string? TargetKind { get; init; }

    [Id(5)] public string? TargetId { get; init; }
}

/// <summary>Entries of the audit, newest first.</summary>
[GenerateSerializer, Immutable, Alias("audit.page")]
public sealed record AuditPage
{
    [Id(0)] public ImmutableArray<AuditEntry> Entries { get; init; } = [];
    [Id(1)] public bool HasMore { get; init; }
}

/// <summary>An act and who did it, from where. Later entries have greater ids.</summary>
[GenerateSerializer, Immutable, Alias("audit.entry")]
public sealed record AuditEntry
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required Actor Actor { get; init; }
    [Id(2)] public required AuditedAct Act { get; init; }
}
