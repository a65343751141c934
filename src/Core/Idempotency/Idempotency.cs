using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Orleans;

namespace Contacts.Core.Idempotency;

/// <summary>
/// Marks a write as the effect of one idempotent request, so that it is committed together with the note that it happened.
/// <see cref="Record"/> is the hexadecimal SHA-256 of API key, route and Idempotency-Key; <see cref="Owner"/> names the run that holds it.
/// <see cref="Note"/> is what the answer says that nobody could read again (a new key's text, say), sealed with <see cref="SealKey"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("idempotency.stamp")]
public sealed record IdempotencyStamp
{
    [Id(0)] public required string Record { get; init; }
    [Id(1)] public required long Owner { get; init; }
    [Id(2)] public ImmutableArray<byte> SealKey { get; init; } = [];
    [Id(3)] public ImmutableArray<byte> Note { get; init; } = [];

    /// <summary>This stamp with something for the answer to say, sealed.</summary>
    public IdempotencyStamp Noting(string text) => this with
    {
        Note = ImmutableCollectionsMarshal.AsImmutableArray(AnswerSeal.Seal(Encoding.UTF8.GetBytes(text), SealKey.AsSpan())),
    };
}

/// <summary>A request that came with an Idempotency-Key: what its body hashes to (SHA-256), and of which route it is.</summary>
[GenerateSerializer, Immutable, Alias("idempotency.request")]
public sealed record IdempotentRequest
{
    [Id(0)] public required ImmutableArray<byte> BodyHash { get; init; }
    [Id(1)] public required ImmutableArray<byte> KeyHash { get; init; }
    [Id(2)] public required string Route { get; init; }
}

/// <summary>What a request with an Idempotency-Key is to do.</summary>
public enum IdempotencyDecision
{
    /// <summary>Run; nobody else does until this run ends or dies.</summary>
    Run,

    /// <summary>Give the stored answer again.</summary>
    Replay,

    /// <summary>The key was used with another body.</summary>
    Conflict,
}

/// <summary>
/// The decision: the stored answer of a replay; the owner of a run, and, where an earlier run died after its effect was committed, the
/// effect (the id of the record it wrote), from which the answer is to be made instead of executing again; <see cref="Answer"/> then
/// is the run's sealed note, if it left one.
/// </summary>
[GenerateSerializer, Immutable, Alias("idempotency.start")]
public sealed record IdempotencyStart
{
    [Id(0)] public required IdempotencyDecision Decision { get; init; }
    [Id(1)] public long Owner { get; init; }
    [Id(2)] public long? Effect { get; init; }
    [Id(3)] public int Status { get; init; }
    [Id(4)] public ImmutableArray<byte> Answer { get; init; } = [];
}
