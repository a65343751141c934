using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Groups;

/// <summary>A group as a contact shows it.</summary>
[GenerateSerializer, Immutable, Alias("groups.ref")]
public sealed record GroupRef
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required string Name { get; init; }
}

/// <summary>A group of an organisation with the number of its live contacts. Names are unique by Unicode case.</summary>
[GenerateSerializer, Immutable, Alias("groups.group")]
public sealed record Group
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public long ContactCount { get; init; }
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether people see it on the page of their preferences, and may join and leave it there.</summary>
    [Id(4)] public bool IsPublic { get; init; }

    /// <summary>What people see in place of its name; null: its name.</summary>
    [Id(5)] public string? Title { get; init; }

    [Id(6)] public string Description { get; init; } = "";

    public GroupRef ToRef() => new() { Id = Id, Name = Name };
}

/// <summary>What of a group to change; null leaves a value as it is, an empty title takes it away.</summary>
[GenerateSerializer, Immutable, Alias("groups.change")]
public sealed record GroupChange
{
    [Id(0)] public bool? IsPublic { get; init; }
    [Id(1)] public string? Title { get; init; }
    [Id(2)] public string? Description { get; init; }
    [Id(3)] public string? Name { get; init; }

    /// <summary>The names of the values that are to change.</summary>
    public IEnumerable<string> Names => new (string Name, object? Value)[]
    {
        ("name", Name), ("isPublic", IsPublic), ("title", Title), ("description", Description),
    }.Where(one => one.Value is not null).Select(one => one.Name);
}

/// <summary>One page of groups and how many there are in all.</summary>
[GenerateSerializer, Immutable, Alias("groups.page")]
public sealed record GroupPage
{
    [Id(0)] public ImmutableArray<Group> Items { get; init; } = [];
    [Id(1)] public long Total { get; init; }
}

/// <summary>The outcome of a group to be created, changed, merged or deleted.</summary>
public enum GroupOutcome { Created, Changed, Invalid, NameTaken, NotFound, NotEmpty }

/// <summary>The answer to a group to be created, changed, merged or deleted.</summary>
[GenerateSerializer, Immutable, Alias("groups.result")]
public sealed record GroupResult
{
    [Id(0)] public required GroupOutcome Outcome { get; init; }
    [Id(1)] public Group? Group { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
}
