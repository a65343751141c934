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

    public static ContactResult Written(long contactId) => new() { Outcome = ContactOutcome.Done, ContactId = contactId };
    public static ContactResult Done(Contact contact) => new() { Outcome = ContactOutcome.Done, Contact = contact };
    public static ContactResult Of(ContactOutcome outcome) => new() { Outcome = outcome };
    public static ContactResult Invalid(FieldProblem problem) => new() { Outcome = ContactOutcome.Invalid, Problem = problem };
    public static ContactResult ForeignIdTaken(string owner) => new() { Outcome = ContactOutcome.ForeignIdTaken, Owner = owner };
    public static ContactResult Taken(string owner) => new() { Outcome = ContactOutcome.EmailTaken, Owner = owner };
}
