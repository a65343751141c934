using Contacts.Core.Audit;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// A contact's claim to an address: the whole update that goes with it, so that address and fields change in one transaction.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.email-claim")]
public sealed record EmailClaim
{
    [Id(0)] public required long ContactId { get; init; }

    /// <summary>The normalised address claimed.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>The normalised address the contact must have now; null if any will do.</summary>
    [Id(2)] public string? CurrentEmail { get; init; }

    [Id(3)] public bool ConfirmMerge { get; init; }

    /// <summary>Further fields to change with the address; null if there are none.</summary>
    [Id(4)] public CheckedUpdate? Changes { get; init; }

    /// <summary>The canonical address claimed.</summary>
    [Id(7)] public required string EmailKey { get; init; }

    [Id(5)] public string? Reason { get; init; }
    [Id(6)] public required string Actor { get; init; }
    [Id(8)] public CommandTrail? Trail { get; init; }
}
