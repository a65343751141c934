using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>The kind of a write.</summary>
public enum ContactWriteKind
{
    /// <summary>
    /// A sign-up: a new contact, or the known one with every given (non-null) value overwritten, groups added and e-mail consent given.
    /// </summary>
    Register,

    /// <summary>
    /// A ticket's customer: a new contact without consent, or the known one with empty values filled in; nothing is overwritten.
    /// </summary>
    AddIfAbsent,

    /// <summary>A new contact, or nothing where the address is taken.</summary>
    Create,

    /// <summary>
    /// A row of an import: a new contact, or the known one with every given value overwritten and groups added. Consent is withdrawn where
    /// the row says so, and given only where no "no" stands and no confirmation is asked for.
    /// </summary>
    Import,
}

/// <summary>
/// One row of a batch. At most one row of a batch has a given (organisation, canonical address), and at most one that
/// <see cref="MatchesPhone"/> a given number. Groups exist. Values are clean; null means "not given".
/// </summary>
public sealed record ContactWrite : ContactProfile<string?>
{
    public required ContactWriteKind Kind { get; init; }
    public required int OrganisationId { get; init; }
    public string? Email { get; init; }
    public string? EmailKey { get; init; }

    /// <summary>The external id the contact gets if this write creates it.</summary>
    public required string ExternalId { get; init; }

    public string? Phone { get; init; }

    /// <summary>
    /// Whether an import finds the contact by its number, whatever address it has; without, only a row that has no address does, and finds
    /// a contact that has none either.
    /// </summary>
    public bool IsPhoneKey { get; init; }

    /// <summary>Whether the contact is looked for by its number.</summary>
    public bool MatchesPhone => Kind == ContactWriteKind.Import && Phone is not null && (IsPhoneKey || EmailKey is null);

    /// <summary>Whether an import finds the contact by its <see cref="ForeignId"/>, if any has that.</summary>
    public bool IsForeignIdKey { get; init; }

    /// <summary>Whether the contact is looked for by the integrator's id first.</summary>
    public bool MatchesForeignId => IsForeignIdKey && ForeignId is not null;

    public ImmutableArray<long> GroupIds { get; init; } = [];

    /// <inheritdoc cref="Contact.ForeignId"/>
    public string? ForeignId { get; init; }

    /// <summary>A change as <see cref="ContactAttributes"/> says.</summary>
    public string? Attributes { get; init; }

    /// <summary>Whether the row is about what sign-ups do not know: only then do stores read and write it.</summary>
    public bool HasDetails => ForeignId is not null || Attributes is not null;

    /// <summary>Up to how many groups the contact is brought; others of the row are ignored. Null: no bound.</summary>
    public int? MostGroups { get; init; }

    /// <summary>
    /// What is said of the consent, of a new contact or by an import: true gives it where no "no" stands, false refuses it, null says
    /// nothing. A <see cref="ContactWriteKind.Register"/> is the person's own "yes".
    /// </summary>
    public bool? EmailSubscribed { get; init; }

    /// <inheritdoc cref="EmailSubscribed"/>
    public bool? SmsSubscribed { get; init; }

    /// <summary>Kept with the contact if this write creates it, and always with the event.</summary>
    public string? Source { get; init; }

    public required string Actor { get; init; }

    /// <summary>Why, for the event.</summary>
    public string? Reason { get; init; }

    /// <summary>The trail that is written with the row, in the same transaction, unless it changes nothing.</summary>
    public CommandTrail? Trail { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>JSON of a <see cref="ConsentEvidence"/>: from where it comes.</summary>
    public string? Evidence { get; init; }

    /// <summary>How a <see cref="ContactWriteKind.Register"/> is to be confirmed; null: not at all.</summary>
    public ConfirmationTerms? Confirmation { get; init; }

    /// <summary>The sign-ups that a <see cref="ContactWriteKind.Register"/> stands for, in order of arrival.</summary>
    public ImmutableArray<FoldedSignUps> SignUps { get; init; } = [];

    /// <summary>
    /// The link by which the person confirms a sign-up that waits without a contact, because the address is suppressed: the write makes the
    /// contact and ends the suppression.
    /// </summary>
    public ConfirmedSignUp? Confirmed { get; init; }

    /// <summary>The trace that a mail belongs to, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Who writes, why, and when.</summary>
    public ChangeNote Note => new(Actor, At, Reason, Source, Evidence);
}

/// <summary>A sign-up that the link of this sequence confirms.</summary>
public sealed record ConfirmedSignUp(long Sequence, ConsentAct Act);

/// <summary>The outcome of one row of a batch.</summary>
public enum ContactWriteOutcome
{
    Created,
    Updated,

    /// <summary>The contact was already as the write would have it; nothing was written, no event recorded.</summary>
    Unchanged,

    /// <summary>A create found the address taken; <see cref="ContactWriteResult.ExternalId"/> names the owner.</summary>
    Exists,

    /// <summary>Another contact has the row's <see cref="ContactWrite.ForeignId"/>: nothing was written.</summary>
    ForeignIdTaken,

    /// <summary>The contact would have too many attributes: nothing was written.</summary>
    AttributesTooLarge,

    /// <summary>Another process changed the contact meanwhile; nothing was written, the row must be written again.</summary>
    Lost,

    /// <summary>
    /// No contact has the id by which an import looks for one, and the row has neither address nor number; nothing was written.
    /// </summary>
    Unreachable,

    /// <summary>Several contacts have the number by which an import looks for one; nothing was written.</summary>
    Ambiguous,

    /// <summary>The contact that an import has found by its number or id has not the address of the row; nothing was written.</summary>
    OtherEmail,

    /// <summary>The person of the address or number asked to be forgotten; nothing was written.</summary>
    Suppressed,
}

/// <summary>The result of one row: which contact it ended in (0 and null if Lost or Suppressed).</summary>
public readonly record struct ContactWriteResult(ContactWriteOutcome Outcome, long ContactId, string? ExternalId)
{
    /// <inheritdoc cref="ContactWriteEffect.IgnoredGroups"/>
    public int IgnoredGroups { get; init; }

    /// <summary>Whether the contact of a <see cref="ContactWriteOutcome.Created"/> is subscribed to mails.</summary>
    public bool EmailSubscribed { get; init; }

    /// <summary>Whether the contact of a <see cref="ContactWriteOutcome.Created"/> is subscribed to text messages.</summary>
    public bool SmsSubscribed { get; init; }

    /// <summary>Whether a mail was queued.</summary>
    public bool IsMailed { get; init; }

    /// <summary>What a store tells of an effect that it has written.</summary>
    public static ContactWriteResult Of(ContactWriteEffect effect, long contactId) =>
        effect.Outcome == ContactWriteOutcome.Suppressed ? new(effect.Outcome, 0, null)
        : new(effect.Outcome, contactId, effect.OwnerId ?? effect.Contact.ExternalId)
        {
            IgnoredGroups = effect.IgnoredGroups,
            IsMailed = effect.Mail is not null,
            IsPending = effect.IsPending,
            Withheld = effect.Withheld,
            EmailSubscribed = effect is { Outcome: ContactWriteOutcome.Created, Contact.EmailSubscribed: true },
            SmsSubscribed = effect is { Outcome: ContactWriteOutcome.Created, Contact.SmsSubscribed: true },
        };

    /// <inheritdoc cref="ContactWriteEffect.IsPending"/>
    public bool IsPending { get; init; }

    /// <inheritdoc cref="ContactWriteEffect.Withheld"/>
    public InputField Withheld { get; init; }

    private ContactChange Change => (Outcome, IsPending) switch
    {
        (_, true) => ContactChange.Pending,
        (ContactWriteOutcome.Created, _) => ContactChange.Created,
        (ContactWriteOutcome.Updated, _) => ContactChange.Updated,
        _ => ContactChange.Unchanged,
    };

    /// <summary>Whether the contact is now as the write would have it.</summary>
    public bool IsEffective => Outcome is ContactWriteOutcome.Created or ContactWriteOutcome.Updated or ContactWriteOutcome.Unchanged;

    /// <summary>The answer to the command that wrote <paramref name="row"/>.</summary>
    public ContactResult ToAnswer(ContactWrite row, ImmutableArray<GroupRef> groups)
    {
        if (Outcome == ContactWriteOutcome.ForeignIdTaken) return ContactResult.ForeignIdTaken(ExternalId!);
        if (Outcome == ContactWriteOutcome.Suppressed) return ContactResult.Of(ContactOutcome.Suppressed);
        if (Outcome == ContactWriteOutcome.AttributesTooLarge) return ContactResult.Invalid(ContactAttributes.TooLarge);
        if (row.Kind != ContactWriteKind.Create) return new() { Outcome = ContactOutcome.Done, ContactId = ContactId, Change = Change };
        if (Outcome == ContactWriteOutcome.Exists) return ContactResult.Taken(ExternalId!);
        var contact = ContactWriteRule.Create(row, EmailSubscribed, SmsSubscribed);
        return ContactResult.Done((contact with { Id = ContactId, Groups = groups }).ToContact()) with { Change = Change };
    }
}
