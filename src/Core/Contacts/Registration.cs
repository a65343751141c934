using System.Collections.Immutable;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>A newsletter sign-up as it came in: raw text, nothing checked yet. Null and blank both mean "not given".</summary>
[GenerateSerializer, Immutable, Alias("contacts.registration-request")]
public sealed record RegistrationRequest
{
    [Id(0)] public string? Email { get; init; }
    [Id(1)] public string? Phone { get; init; }
    [Id(2)] public string? FirstName { get; init; }
    [Id(3)] public string? LastName { get; init; }
    [Id(4)] public string? Source { get; init; }
    [Id(5)] public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Who asks: the description of the API key.</summary>
    [Id(6)] public required string Actor { get; init; }

    /// <summary>Where the caller sent an Idempotency-Key: the write notes that it happened.</summary>
    [Id(7)] public IdempotencyStamp? Stamp { get; init; }
}

/// <summary>
/// A checked sign-up for one canonical address: cleaned values (null where nothing was given) and ids of existing groups.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.registration")]
public sealed record Registration
{
    /// <summary>The normalised address to write to.</summary>
    [Id(0)] public required string Email { get; init; }

    [Id(1)] public string? Phone { get; init; }
    [Id(2)] public string? FirstName { get; init; }
    [Id(3)] public string? LastName { get; init; }
    [Id(4)] public string? Source { get; init; }
    [Id(5)] public ImmutableArray<long> GroupIds { get; init; } = [];
    [Id(6)] public required string Actor { get; init; }

    /// <summary>
    /// Whether the person opted in to e-mail by this act. False for a contact form: then consent stays what it is and a name or phone
    /// that is there already is never overwritten.
    /// </summary>
    [Id(7)] public bool OptIn { get; init; } = true;

    [Id(8)] public IdempotencyStamp? Stamp { get; init; }
}

/// <summary>A contact to be created and never updated: checked values, existing groups.</summary>
[GenerateSerializer, Immutable, Alias("contacts.new-contact")]
public sealed record NewContact
{
    [Id(0)] public string? Email { get; init; }
    [Id(1)] public string? Phone { get; init; }
    [Id(2)] public string FirstName { get; init; } = "";
    [Id(3)] public string LastName { get; init; } = "";
    [Id(4)] public string Company { get; init; } = "";
    [Id(5)] public ImmutableArray<GroupRef> Groups { get; init; } = [];
    [Id(6)] public bool? EmailSubscribed { get; init; }
    [Id(7)] public bool? SmsSubscribed { get; init; }
    [Id(8)] public string? Source { get; init; }
    [Id(9)] public required string Actor { get; init; }
    [Id(10)] public IdempotencyStamp? Stamp { get; init; }
}

/// <summary>What became of a command on a contact. Everything but <see cref="Done"/> changed nothing.</summary>
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
}

/// <summary>
/// The answer to a command on a contact: <see cref="Contact"/> where it was done, <see cref="Problem"/> where the input was
/// invalid, <see cref="Owner"/> (external id) where the address is taken, <see cref="Why"/> where a merge cannot be undone.
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
    public static ContactResult Taken(string owner) => new() { Outcome = ContactOutcome.EmailTaken, Owner = owner };
}
