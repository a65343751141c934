using System.Collections.Immutable;
using Contacts.Core.Audit;
using Orleans;

namespace Contacts.Core.Erasure;

/// <summary>A person to erase, by the external id of any of the contacts that were merged.</summary>
[GenerateSerializer, Immutable, Alias("erasure.request")]
public sealed record EraseRequest
{
    public const int ShortestReason = 10;
    public const int LongestReason = 500;

    [Id(0)] public required string ContactId { get; init; }
    [Id(1)] public required string Reason { get; init; }

    /// <summary>Whether imports, forms and writes of integrators bring none of the addresses and numbers back.</summary>
    [Id(2)] public bool Suppress { get; init; } = true;

    [Id(3)] public TicketErasure Tickets { get; init; }
    [Id(4)] public required string Actor { get; init; }
    [Id(5)] public CommandTrail? Trail { get; init; }

    /// <summary>Set by whoever executes it.</summary>
    [Id(6)] public DateTimeOffset At { get; init; }
}

/// <summary>The outcome of an erasure; all but <see cref="Done"/> changed nothing.</summary>
public enum EraseOutcome
{
    Done,

    /// <summary>There is no such contact, or it was erased before.</summary>
    NotFound,

    /// <summary>An import that has not ended holds an address or number of the person.</summary>
    ImportRunning,

    Invalid,
}

/// <summary>What was erased, by kind of record.</summary>
[GenerateSerializer, Immutable, Alias("erasure.result")]
public sealed record EraseResult
{
    [Id(0)] public required EraseOutcome Outcome { get; init; }

    /// <summary>16 characters of [A-Za-z0-9]; null unless it was done.</summary>
    [Id(1)] public string? EraseId { get; init; }

    [Id(2)] public ErasureCounts Counts { get; init; } = new();

    /// <summary>Why the request is invalid.</summary>
    [Id(3)] public FieldProblem? Problem { get; init; }

    /// <summary>What the store has recorded; null unless it was done.</summary>
    [Id(4)] public ErasureRow? Row { get; init; }

    public static EraseResult Of(EraseOutcome outcome) => new() { Outcome = outcome };
}

/// <summary>How many records of each kind an erasure has emptied or removed.</summary>
[GenerateSerializer, Immutable, Alias("erasure.counts")]
public sealed record ErasureCounts
{
    [Id(0)] public int Contacts { get; init; }
    [Id(1)] public int Events { get; init; }
    [Id(2)] public int Merges { get; init; }
    [Id(3)] public int Consents { get; init; }
    [Id(4)] public int Tickets { get; init; }
    [Id(5)] public int Mails { get; init; }

    /// <summary>Rows of imports: journals, refused rows, samples of dry runs.</summary>
    [Id(6)] public int Imports { get; init; }

    /// <summary>Stored answers to requests with an Idempotency-Key.</summary>
    [Id(7)] public int Answers { get; init; }
}

/// <summary>An erasure that was done. Nothing in it says who the person was.</summary>
[GenerateSerializer, Immutable, Alias("erasure.row")]
public sealed record ErasureRow
{
    [Id(0)] public required int OrganisationId { get; init; }

    /// <summary>Later ones have greater numbers.</summary>
    [Id(1)] public required long Number { get; init; }

    [Id(2)] public required string EraseId { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>External ids, which answer 404 now.</summary>
    [Id(4)] public required ImmutableArray<string> ContactIds { get; init; }

    [Id(5)] public required string Reason { get; init; }
    [Id(6)] public required string Actor { get; init; }
    [Id(7)] public required bool Suppress { get; init; }
    [Id(8)] public required TicketErasure Tickets { get; init; }
    [Id(9)] public required ErasureCounts Counts { get; init; }

    /// <summary>Those of the addresses and numbers (hexadecimal), whether they are suppressed or not.</summary>
    [Id(10)] public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>Of mails whose files may be in the mail folder of any process.</summary>
    [Id(11)] public ImmutableArray<string> MailIds { get; init; } = [];

    /// <summary>Whether the log of erasures has it.</summary>
    [Id(12)] public bool IsLogged { get; init; }
}

/// <summary>Mails of an erasure whose files may be in the mail folder of any process.</summary>
public readonly record struct ErasedMailIds(long Number, DateTimeOffset At, ImmutableArray<string> MailIds);

/// <summary>Erasures, newest first.</summary>
[GenerateSerializer, Immutable, Alias("erasure.page")]
public sealed record ErasurePage
{
    [Id(0)] public ImmutableArray<ErasureRow> Items { get; init; } = [];
    [Id(1)] public bool HasMore { get; init; }
}
