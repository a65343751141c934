using System.Collections.Immutable;
using System.Net;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Orleans;

namespace Contacts.Core.Tickets;

/// <summary>
/// A contact form as it came in: raw text, nothing checked yet. The profile is the customer's. Null and blank both mean "not given".
/// </summary>
[GenerateSerializer, Immutable, Alias("tickets.form")]
public sealed record ContactForm : ContactProfile<string?>
{
    [Id(0)] public string? Message { get; init; }
    [Id(1)] public string? Subject { get; init; }
    [Id(2)] public string? Notice { get; init; }
    [Id(3)] public string? SendToEmail { get; init; }
    [Id(4)] public string? CategorySlug { get; init; }
    [Id(5)] public string? CustomerEmail { get; init; }
    [Id(6)] public string? CustomerPhone { get; init; }

    /// <summary>The names of other fields that are not blank: the honeypot may be among them.</summary>
    [Id(7)] public ImmutableArray<string> OtherFields { get; init; } = [];

    /// <summary>The caller's address; null if it is unknown.</summary>
    [Id(8)] public IPAddress? Ip { get; init; }

    /// <summary>The caller, as the history names it.</summary>
    [Id(9)] public required string Actor { get; init; }

    /// <summary>Where the form is an idempotent request.</summary>
    [Id(10)] public CommandTrail? Trail { get; init; }

    /// <summary>Whether it comes from a key whose only scope is public: the organisation's bounds hold.</summary>
    [Id(11)] public bool IsBounded { get; init; }
}

/// <summary>
/// A page of the tickets of one organisation, newest first. <see cref="Page"/> counts from 1, <see cref="PageSize"/> is 1 to 100. All given
/// filters must hold; spam is left out unless it is the status asked for.
/// </summary>
[GenerateSerializer, Immutable, Alias("tickets.query")]
public sealed record TicketQuery
{
    [Id(0)] public int Page { get; init; } = 1;
    [Id(1)] public int PageSize { get; init; } = 20;
    [Id(2)] public TicketStatus? Status { get; init; }
    [Id(3)] public string? Category { get; init; }

    /// <summary>Part of subject, customer or the beginning of the message, or a key; case and diacritics do not matter.</summary>
    [Id(4)] public string? Search { get; init; }
}

/// <summary>One page of tickets and the exact number of all that match, both from one snapshot.</summary>
[GenerateSerializer, Immutable, Alias("tickets.page")]
public sealed record TicketPage
{
    [Id(0)] public ImmutableArray<Ticket> Items { get; init; } = [];
    [Id(1)] public long Total { get; init; }
}

/// <summary>The outcome of a command on tickets. Everything but <see cref="Done"/> changed nothing.</summary>
public enum TicketOutcome { Done, Invalid, NotFound }

/// <summary>The answer to a command on tickets: <see cref="Problem"/> where it was invalid, <see cref="Note"/> what else to know.</summary>
[GenerateSerializer, Immutable, Alias("tickets.result")]
public sealed record TicketResult
{
    public static readonly TicketResult Done = new() { Outcome = TicketOutcome.Done };
    public static readonly TicketResult NotFound = new() { Outcome = TicketOutcome.NotFound };

    [Id(0)] public required TicketOutcome Outcome { get; init; }
    [Id(1)] public FieldProblem? Problem { get; init; }
    [Id(2)] public string? Note { get; init; }

    public static TicketResult Invalid(FieldProblem problem) => new() { Outcome = TicketOutcome.Invalid, Problem = problem };
}

/// <summary>How many forms came from an address and from what it is part of within the last hour, the one asked about included.</summary>
[GenerateSerializer, Immutable, Alias("tickets.submitter-counts")]
public readonly record struct SubmitterCounts
{
    [Id(0)] public int FromAddress { get; init; }
    [Id(1)] public int FromNetwork { get; init; }

    /// <summary>0 for IPv4.</summary>
    [Id(2)] public int FromSite { get; init; }
}
