using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Orleans;

namespace Contacts.Core.Audit;

/// <summary>
/// What is written in the transaction of a command besides its effect: entries in the audit where an <see cref="Actor"/> who administers
/// gave it, and a note where the request is idempotent.
/// </summary>
[GenerateSerializer, Immutable, Alias("audit.command-trail")]
public sealed record CommandTrail
{
    /// <summary>Null: the audit does not record the command.</summary>
    [Id(0)] public Actor? Actor { get; init; }

    /// <summary>Null: the request came without an Idempotency-Key.</summary>
    [Id(1)] public IdempotencyStamp? Stamp { get; init; }

    /// <summary>The acts that the command turns out to be, filled in by whoever decides it.</summary>
    [Id(2)] public ImmutableArray<AuditedAct> Acts { get; init; } = [];

    /// <summary>This with the acts that the command turned out to be; as it is where the audit does not record them.</summary>
    public CommandTrail Doing(params ImmutableArray<AuditedAct> acts) => Actor is null ? this : this with { Acts = acts };

    /// <summary>This with something for the answer of an idempotent request to say.</summary>
    public CommandTrail Noting(string text) => Stamp is null ? this : this with { Stamp = Stamp.Noting(text) };
}

/// <summary>A trail and the organisation in whose audit and records it is left.</summary>
public readonly record struct OrganisationTrail(int OrganisationId, CommandTrail Trail)
{
    /// <summary>Null without a trail.</summary>
    public static OrganisationTrail? Of(int organisationId, CommandTrail? trail) => trail is null ? null : new(organisationId, trail);
}
