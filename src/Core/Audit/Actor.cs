using System.Net;
using Orleans;

namespace Contacts.Core.Audit;

/// <summary>What an actor is: a person of the console, an API key, or the service itself. Stored by number: never renumber.</summary>
public enum ActorKind { User, Key, System }

/// <summary>
/// Who administers. <see cref="Id"/> is that of the user or key (0: the root key of the configuration, or the service); the name is the
/// user's e-mail address, or kind and id of the key.
/// </summary>
[GenerateSerializer, Immutable, Alias("audit.actor")]
public sealed record Actor
{
    [Id(0)] public required ActorKind Kind { get; init; }
    [Id(1)] public required long Id { get; init; }
    [Id(2)] public required string Name { get; init; }

    /// <summary>From where the request came; null if that is not known.</summary>
    [Id(3)] public IPAddress? Ip { get; init; }
}
