using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Settings;
using Orleans;

namespace Contacts.Core.PersonalData;

/// <summary>
/// What is kept of people, and what they ask for about it. Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IPersonalDataStore
{
    /// <summary>All that is kept of the person behind an external id; null if there is no such contact.</summary>
    Task<PersonalRecordSet?> ReadAsync(
        int organisationId, string contactId, IdentitySettings identity, CancellationToken cancellationToken);

    /// <summary>Adds a person's request unless the same one is open already.</summary>
    Task AskAsync(int organisationId, long contactId, PrivacyRequestKind kind, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The newest requests below an id.</summary>
    Task<PrivacyRequestPage> ListAsync(int organisationId, int limit, long? before, CancellationToken cancellationToken);

    /// <summary>Decides an open request; false if there is none.</summary>
    Task<bool> DecideAsync(int organisationId, PrivacyDecision decision, CancellationToken cancellationToken);
}

/// <summary>What a person asks for. Stored by number: never renumber.</summary>
public enum PrivacyRequestKind
{
    /// <summary>A copy of all that is known.</summary>
    Copy = 0,

    /// <summary>To be forgotten.</summary>
    Erasure = 1,
}

/// <summary>What became of a request. Stored by number: never renumber.</summary>
public enum PrivacyRequestState
{
    Open = 0,
    Granted = 1,
    Declined = 2,
}

/// <summary>A request that a person made on the page of their preferences, with the contact as it is now.</summary>
[GenerateSerializer, Immutable, Alias("privacy.request")]
public sealed record PrivacyRequest
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required PrivacyRequestKind Kind { get; init; }
    [Id(2)] public required PrivacyRequestState State { get; init; }
    [Id(3)] public required DateTimeOffset RequestedAt { get; init; }
    [Id(4)] public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The external id of the contact that made it, which may have been merged or erased since.</summary>
    [Id(5)] public required string ContactId { get; init; }

    /// <summary>Address, else number; empty where it was erased.</summary>
    [Id(6)] public string Address { get; init; } = "";

    /// <summary>Whether somebody who is still there waits for being erased.</summary>
    public bool IsToErase => this is { State: PrivacyRequestState.Open, Kind: PrivacyRequestKind.Erasure, Address.Length: > 0 };
}

/// <summary>Requests, newest first.</summary>
[GenerateSerializer, Immutable, Alias("privacy.requests")]
public sealed record PrivacyRequestPage
{
    [Id(0)] public ImmutableArray<PrivacyRequest> Items { get; init; } = [];
    [Id(1)] public bool HasMore { get; init; }
}

/// <summary>What an administrator decides of a request.</summary>
[GenerateSerializer, Immutable, Alias("privacy.decision")]
public sealed record PrivacyDecision
{
    [Id(0)] public required long RequestId { get; init; }
    [Id(1)] public required PrivacyRequestState State { get; init; }
    [Id(2)] public required DateTimeOffset At { get; init; }
    [Id(3)] public CommandTrail? Trail { get; init; }
}
