using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Mail;

namespace Contacts.Core.Contacts;

/// <summary>The kinds of contact_event rows.</summary>
public static class EventKinds
{
    public const string Registered = "registered";
    public const string Created = "created";
    public const string Updated = "updated";
    public const string ConsentRequested = "consent-requested";
    public const string ConsentGiven = "consent-given";
    public const string ConsentConfirmed = "consent-confirmed";
    public const string ConsentDeclined = "consent-declined";
    public const string ConsentWithdrawn = "consent-withdrawn";

    /// <summary>A sign-up asked for a confirmation mail that the limits held back.</summary>
    public const string ConfirmationHeld = "confirmation-held";
    public const string EmailChanged = "email-changed";
    public const string Merged = "merged";
    public const string Unmerged = "unmerged";
    public const string Imported = "imported";
    public const string ImportUndone = "import-undone";
}

/// <summary>
/// One append-only entry of a contact's history. <see cref="Before"/> and <see cref="After"/> are JSON objects that hold the changed
/// fields only, spelled as in the admin API (email, phone, the profile, externalId, attributes, groups, emailSubscribed, smsSubscribed).
/// </summary>
public sealed record ContactEvent
{
    public required long ContactId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public string? Source { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }

    /// <summary>JSON of a <see cref="ConsentEvidence"/>.</summary>
    public string? Evidence { get; init; }
}

/// <summary>
/// A merge's journal: both contacts as they were, and the survivor as the merge left it, as JSON, so that it can be undone.
/// </summary>
public sealed record MergeRecord
{
    public required int OrganisationId { get; init; }

    /// <summary>16 characters of [A-Za-z0-9].</summary>
    public required string MergeId { get; init; }

    public required long SurvivorId { get; init; }
    public required long LegacyId { get; init; }
    public required string LegacyExternalId { get; init; }
    public required DateTimeOffset MergedAt { get; init; }
    public required string Actor { get; init; }
    public string? Reason { get; init; }

    /// <summary>JSON: {survivorBefore, legacyBefore, survivorAfter}.</summary>
    public required string Journal { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>
/// One transaction over one or two contacts of an organisation: new rows, whose <see cref="ContactRow.Version"/> is the version that was
/// read and must still be there, in the order in which they are to be written (an address is released before it is taken), with
/// events and the journal of a merge made or undone.
/// </summary>
public sealed record ContactChangeSet
{
    public required int OrganisationId { get; init; }
    public required ImmutableArray<ContactRow> Contacts { get; init; }
    public ImmutableArray<ContactEvent> Events { get; init; } = [];

    /// <summary>Consents to write over the versions that were read; no contact need change with them.</summary>
    public ImmutableArray<ConsentRow> Consents { get; init; } = [];

    /// <summary>Mails to queue with it.</summary>
    public ImmutableArray<QueuedMail> Mails { get; init; } = [];

    /// <summary>What is counted with it.</summary>
    public ImmutableArray<SignUpTally> Tallies { get; init; } = [];

    public MergeRecord? Merge { get; init; }
    public string? UndoneMergeId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The trail that is written with it; an idempotent request notes the first contact, or 0 where there is none.</summary>
    public CommandTrail? Trail { get; init; }

    public long FirstContactId => Contacts.IsEmpty ? 0 : Contacts[0].Id;
}

/// <summary>The outcome of a change set; all but <see cref="Applied"/> changed nothing.</summary>
public enum ApplyOutcome
{
    Applied,

    /// <summary>A version was no longer the one read (or the merge was undone already): read again, decide again.</summary>
    Conflict,

    /// <summary>Another live contact has the canonical address.</summary>
    EmailTaken,

    /// <summary>Another live contact has the integrator's id.</summary>
    ForeignIdTaken,
}
