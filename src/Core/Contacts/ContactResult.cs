using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>The outcome of a command on a contact. Everything but <see cref="Done"/> changed nothing.</summary>
public enum ContactOutcome
{
    Done,
    Invalid,
    NotFound,
    GroupNotFound,

    /// <summary>Another live contact owns the address; <see cref="ContactResult.Owner"/> says which.</summary>
    EmailTaken,

    /// <summary>The contact's address is not the one the caller believes it to be.</summary>
    EmailMismatch,
    MergeNotFound,
    CannotBeUndone,

    /// <summary>Another live contact has the integrator's id; <see cref="ContactResult.Owner"/> says which.</summary>
    ForeignIdTaken,

    /// <summary>The contact is not of a version that the command is meant for.</summary>
    ChangedMeanwhile,

    /// <summary>Several contacts have the number; <see cref="ContactResult.Candidates"/> are their ids.</summary>
    SeveralMatch,

    /// <summary>The person of the address or number asked to be forgotten.</summary>
    Suppressed,
}

/// <summary>What a write made of a contact.</summary>
public enum ContactChange
{
    None,
    Created,
    Updated,

    /// <summary>It was as the write would have it already.</summary>
    Unchanged,

    /// <summary>What a sign-up says waits for a confirmation.</summary>
    Pending,
}

/// <summary>
/// The answer to a command on a contact: <see cref="Contact"/> where it was done, <see cref="Problem"/> where the input was
/// invalid, <see cref="Owner"/> (external id) where the address or the integrator's id is taken, <see cref="Why"/> where a merge cannot be
/// undone.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.result")]
public sealed record ContactResult
{
    [Id(0)] public required ContactOutcome Outcome { get; init; }
    [Id(1)] public Contact? Contact { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
    [Id(3)] public string? Owner { get; init; }
    [Id(4)] public string? MergeId { get; init; }
    [Id(5)] public string? Why { get; init; }

    /// <summary>The contact's integer id, where the command wrote one.</summary>
    [Id(6)] public long? ContactId { get; init; }

    /// <summary>Where it was done.</summary>
    [Id(7)] public ContactChange Change { get; init; }

    /// <summary>Integer ids.</summary>
    [Id(8)] public ImmutableArray<long> Candidates { get; init; } = [];

    public static ContactResult Done(Contact contact) => new() { Outcome = ContactOutcome.Done, Contact = contact };
    public static ContactResult Of(ContactOutcome outcome) => new() { Outcome = outcome };
    public static ContactResult Invalid(FieldProblem problem) => new() { Outcome = ContactOutcome.Invalid, Problem = problem };
    public static ContactResult ForeignIdTaken(string owner) => new() { Outcome = ContactOutcome.ForeignIdTaken, Owner = owner };
    public static ContactResult Taken(string owner) => new() { Outcome = ContactOutcome.EmailTaken, Owner = owner };
}
