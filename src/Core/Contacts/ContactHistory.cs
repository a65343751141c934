using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// One entry of a contact's history; entries made later have greater ids. <see cref="Before"/> and <see cref="After"/> are JSON objects of
/// the changed fields.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.history-entry")]
public sealed record HistoryEntry
{
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required string Kind { get; init; }
    [Id(2)] public string? Source { get; init; }
    [Id(3)] public string? Actor { get; init; }
    [Id(4)] public string? Reason { get; init; }
    [Id(5)] public string? Before { get; init; }
    [Id(6)] public string? After { get; init; }
    [Id(7)] public long Id { get; init; }

    /// <summary>JSON of the evidence of an act of consent.</summary>
    [Id(8)] public string? Evidence { get; init; }
}

/// <summary>A part of a history: at most so many of the entries older than the one with the id <see cref="Before"/>, or of all.</summary>
[GenerateSerializer, Immutable, Alias("contacts.history-range")]
public sealed record HistoryRange
{
    /// <summary>What a contact's detail shows.</summary>
    public static readonly HistoryRange Newest = new() { Limit = 50 };

    [Id(0)] public long? Before { get; init; }
    [Id(1)] public required int Limit { get; init; }
}

/// <summary>Entries of a history, newest first, and whether there are older ones.</summary>
[GenerateSerializer, Immutable, Alias("contacts.history-page")]
public sealed record HistoryPage
{
    [Id(0)] public ImmutableArray<HistoryEntry> Entries { get; init; } = [];
    [Id(1)] public bool HasMore { get; init; }
}
