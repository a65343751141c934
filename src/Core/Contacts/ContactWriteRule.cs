using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Groups;
using Contacts.Core.Mail;

namespace Contacts.Core.Contacts;

/// <summary>
/// The effect of a row of a batch: the contact after the write (id 0 if it is new; added groups have no names), and what is to be recorded
/// and written with it where the row creates or updates.
/// </summary>
public readonly record struct ContactWriteEffect(ContactWriteOutcome Outcome, ContactRow Contact)
{
    /// <summary>
    /// Whether all that is to be written of consents is that a new contact gives its own, of whose address nothing was known.
    /// </summary>
    public bool IsPlainlyGiven => Outcome == ContactWriteOutcome.Created
        && Consents is [{ Channel: ConsentChannel.Email, State: ConsentState.Given, Version: 0 }];

    /// <summary>Whether it makes the contact of a sign-up that waited without one: what was suppressed of it is so no longer.</summary>
    public bool IsConfirmedAtOnce => Outcome == ContactWriteOutcome.Created && Consents is [{ State: ConsentState.Confirmed }];

    /// <summary>At least one where a value of the contact is written, or a confirmation is asked for.</summary>
    public ImmutableArray<ContactEvent> Events { get; init; } = [];

    /// <summary>The consents to be written over the versions that were read.</summary>
    public ImmutableArray<ConsentRow> Consents { get; init; } = [];

    /// <summary>The mail that asks for a confirmation; null if none goes out.</summary>
    public QueuedMail? Mail { get; init; }

    /// <summary>What is counted with it, also where the contact stays as it is.</summary>
    public ImmutableArray<SignUpTally> Tallies { get; init; } = [];

    /// <summary>How many of the row's groups are beyond <see cref="ContactWrite.MostGroups"/>.</summary>
    public int IgnoredGroups { get; init; }

    /// <summary>Whether a sign-up leaves the contact as it is.</summary>
    public bool IsSignedUpAgain => Outcome == ContactWriteOutcome.Unchanged && !Tallies.IsEmpty;

    /// <summary>The external id of the contact that has the row's <see cref="ContactWrite.ForeignId"/>, where it is another one.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Whether what a sign-up says waits for a confirmation.</summary>
    public bool IsPending { get; init; }

    /// <summary>The number that the row refuses; null where it refuses none.</summary>
    public RefusedNumber? Refused { get; init; }

    /// <inheritdoc cref="WriteConsents.WithheldFrom"/>
    public InputField Withheld { get; init; }

    public bool IsWritten => Outcome is ContactWriteOutcome.Created or ContactWriteOutcome.Updated;
}

/// <summary>The live contact that has the <see cref="ContactWrite.ForeignId"/> of a row.</summary>
public readonly record struct KnownOwner(long ContactId, string ExternalId);

/// <summary>Decides what a <see cref="ContactWrite"/> does to the known contact. Pure.</summary>
public static class ContactWriteRule
{
    /// <summary>
    /// What the row makes of the live contact of its address, or of nothing where there is none, and of the consents of address and
    /// number. Never <see cref="ContactWriteOutcome.Lost"/>, which only a store can tell.
    /// </summary>
    public static ContactWriteEffect Apply(
        ContactRow? known, ContactWrite write, KnownConsents consents = default, KnownOwner? owner = null,
        SuppressedParts suppressed = default)
    {
        if (suppressed != default && write.Confirmed is null)
        {
            if (IsSuppressed(known, write, suppressed))
                return new(ContactWriteOutcome.Suppressed, known ?? Create(write, emailSubscribed: false, smsSubscribed: false));
            if (suppressed.Phone) write = write with { Phone = null, SmsSubscribed = null };
        }
        if (write.HasDetails && Refused(known, write, owner) is { } refused) return refused;
        if (write.MostGroups is not { } most) return Decide(known, write, consents);
        var fitting = Fitting(known?.Groups ?? [], write.GroupIds, most);
        var effect = Decide(known, write with { GroupIds = fitting }, consents);
        return effect with { IgnoredGroups = write.GroupIds.Length - fitting.Length };
    }

    /// <summary>A known contact with every given value of a write, consents aside.</summary>
    internal static ContactRow Overwritten(ContactRow known, ContactWrite write)
    {
        var overwrite = write.Kind != ContactWriteKind.AddIfAbsent;
        var phone = Choose(known.Phone, write.Phone, overwrite);
        return (known with
        {
            Phone = phone,
            SmsSubscribed = known.SmsSubscribed && phone == known.Phone, // Consent is to a number.
            Groups = Union(known.Groups, write.GroupIds),
            ForeignId = Choose(known.ForeignId, write.ForeignId, overwrite),
            Attributes = ContactAttributes.Apply(known.Attributes, write.Attributes),
        }).WithProfile(field => Choose(known[field], write[field], overwrite)!);
    }

    /// <summary>
    /// Nobody but the person brings back an address. A number alone refuses what is written for the person; what people say themselves is
    /// written without it.
    /// </summary>
    private static bool IsSuppressed(ContactRow? known, ContactWrite write, SuppressedParts suppressed) =>
        (suppressed.Email && known is null)
        || (suppressed.Phone && (write.Email is null || write.Kind is ContactWriteKind.Create or ContactWriteKind.Import)
            && write.Phone != known?.Phone);

    /// <summary>What refuses a row for its details; an address that is taken refuses a create before.</summary>
    private static ContactWriteEffect? Refused(ContactRow? known, ContactWrite write, KnownOwner? owner)
    {
        if (known is not null && write.Kind == ContactWriteKind.Create) return null;
        var row = known ?? Create(write, emailSubscribed: false, smsSubscribed: false);
        if (owner is { } other && other.ContactId != known?.Id)
            return new(ContactWriteOutcome.ForeignIdTaken, row) { OwnerId = other.ExternalId };
        return ContactAttributes.Fits(ContactAttributes.Apply(known?.Attributes, write.Attributes))
            ? null
            : new(ContactWriteOutcome.AttributesTooLarge, row);
    }

    private static ContactWriteEffect Decide(ContactRow? known, ContactWrite write, KnownConsents stored)
    {
        if (known is not null && write.Kind == ContactWriteKind.Create) return new(ContactWriteOutcome.Exists, known);
        if (known is null && write is { MatchesForeignId: true, EmailKey: null, Phone: null })
            return new(ContactWriteOutcome.Unreachable, Create(write, emailSubscribed: false, smsSubscribed: false));
        if (known is not null && write.EmailKey is not null && write.EmailKey != known.EmailKey)
            return new(ContactWriteOutcome.OtherEmail, known);
        if (write.Confirmed is { } confirmed) return Confirm(known, write, stored.Email, confirmed);
        var consents = WriteConsents.Of(known, write, stored);
        var changed = Changed(consents, stored);
        if (known is null)
        {
            var created = Create(
                write, consents.Email is null ? write.EmailSubscribed == true : consents.IsEmailGiven,
                write.SmsSubscribed == true && consents.MayText);
            return Effect(ContactWriteOutcome.Created, created, ContactEvents.OfCreation(write, created), write, consents, changed);
        }
        var after = consents.IsPending ? known : Subscribed(known, Overwritten(known, write), write, consents);
        if (after == known && changed.IsEmpty) return Effect(ContactWriteOutcome.Unchanged, known, null, write, consents, changed);
        after = after with { Version = known.Version + 1, UpdatedAt = after == known ? known.UpdatedAt : write.At };
        var entry = consents.IsPending ? null : ContactEvents.OfWrite(known, after, write);
        return Effect(ContactWriteOutcome.Updated, after, entry, write, consents, changed);
    }

    /// <summary>
    /// The contact of a sign-up that waited without one; nothing where there is one, or the link does not count any more.
    /// </summary>
    private static ContactWriteEffect Confirm(ContactRow? known, ContactWrite write, ConsentRow? stored, ConfirmedSignUp confirmed)
    {
        var created = Create(write, emailSubscribed: true, smsSubscribed: false);
        if (known is not null) return new(ContactWriteOutcome.Unchanged, known);
        if (stored is not { State: ConsentState.Pending } || stored.Sequence != confirmed.Sequence)
            return new(ContactWriteOutcome.Suppressed, created);
        return new(ContactWriteOutcome.Created, created)
        {
            Events =
            [
                ContactEvents.OfCreation(write, created),
                ContactEvents.OfConsent(EventKinds.ConsentConfirmed, 0, write.Note with { Source = stored.Source }),
            ],
            Consents = [ConsentRule.Confirm(stored, confirmed.Act)],
            Tallies = SignUpTally.OfAct(stored, write.At, new() { Confirmed = 1 }),
        };
    }

    private static ContactWriteEffect Effect(
        ContactWriteOutcome outcome, ContactRow after, ContactEvent? entry, ContactWrite write, WriteConsents consents,
        ImmutableArray<ConsentRow> changed)
    {
        ImmutableArray<ContactEvent> events = entry is null ? [] : [entry];
        if (consents.IsRequested) events = events.Add(ContactEvents.OfConsent(EventKinds.ConsentRequested, after.Id, write.Note));
        if (consents.NotesHold) events = events.Add(ContactEvents.OfConsent(EventKinds.ConfirmationHeld, after.Id, write.Note));
        return new(outcome, after)
        {
            Events = events, Consents = changed, Mail = consents.Mail(after.Email, write), Tallies = Tallies(outcome, write, consents),
            IsPending = consents.IsPending, Withheld = consents.WithheldFrom(write), Refused = RefusedNumber.OfOrNull(changed, write),
        };
    }

    /// <summary>A sign-up counts whatever it changes; of other writes only the end of a consent that a sign-up had given.</summary>
    private static ImmutableArray<SignUpTally> Tallies(ContactWriteOutcome outcome, ContactWrite write, WriteConsents consents)
    {
        if (consents.Ended is { } ended) return SignUpTally.OfAct(ended, write.At, new() { Withdrawn = 1 });
        if (write.SignUps.IsEmpty) return [];
        var first = consents.BeginsToWait ? new SignUpCounts { Pending = 1 }
            : outcome == ContactWriteOutcome.Created ? new() { Created = 1 }
            : new() { Repeated = 1 };
        return SignUpTally.OfSignUps(write.OrganisationId, write.At, write.SignUps, first);
    }

    /// <summary>That of the address first.</summary>
    private static ImmutableArray<ConsentRow> Changed(WriteConsents consents, KnownConsents stored)
    {
        var changed = ImmutableArray<ConsentRow>.Empty;
        if (consents.Email is { } email && IsChanged(email, stored.Email)) changed = changed.Add(email);
        return consents.Sms is { } sms && IsChanged(sms, stored.Sms) ? changed.Add(sms) : changed;
    }

    private static bool IsChanged(ConsentRow consent, ConsentRow? stored) =>
        stored is null ? consent.State != ConsentState.None : !ReferenceEquals(consent, stored);

    /// <summary>The contact that a write makes where its address is unknown.</summary>
    internal static ContactRow Create(ContactWrite write, bool emailSubscribed, bool smsSubscribed) => new ContactRow
    {
        OrganisationId = write.OrganisationId, Id = 0, ExternalId = write.ExternalId, Email = write.Email, EmailKey = write.EmailKey,
        Phone = write.Phone, EmailSubscribed = emailSubscribed, SmsSubscribed = smsSubscribed,
        Source = write.Source, CreatedAt = write.At, UpdatedAt = write.At, Version = 1, Groups = Union([], write.GroupIds),
        ForeignId = write.ForeignId, Attributes = ContactAttributes.Apply(null, write.Attributes),
    }.WithProfile(field => write[field] ?? "");

    /// <summary>Nobody but an import says something of the text messages to a known contact.</summary>
    private static ContactRow Subscribed(ContactRow known, ContactRow after, ContactWrite write, WriteConsents consents) => after with
    {
        EmailSubscribed = consents.Email is null
            ? known.EmailSubscribed && (known.EmailKey is not null || write.EmailSubscribed != false)
            : consents.IsEmailGiven,
        SmsSubscribed = WriteConsents.Says(known, write) && write.SmsSubscribed is { } sms
            ? sms && consents.MayText
            : after.SmsSubscribed,
    };

    private static string? Choose(string? known, string? given, bool overwrite) =>
        given is not null && (overwrite || string.IsNullOrEmpty(known)) ? given : known;

    /// <summary>By id; the very same array where nothing is added.</summary>
    private static ImmutableArray<GroupRef> Union(ImmutableArray<GroupRef> groups, ImmutableArray<long> ids)
    {
        var all = groups;
        foreach (var id in ids.IsDefault ? [] : ids)
            if (!Contains(all, id)) all = all.Add(new GroupRef { Id = id, Name = "" });
        return all == groups ? groups : all.Sort(static (one, other) => one.Id.CompareTo(other.Id));
    }

    /// <summary>Of the ids those that the contact has and, up to so many groups in all, others in their order.</summary>
    private static ImmutableArray<long> Fitting(ImmutableArray<GroupRef> groups, ImmutableArray<long> ids, int most)
    {
        var room = most - groups.Length;
        return [.. ids.Where(id => Contains(groups, id) || room-- > 0)];
    }

    private static bool Contains(ImmutableArray<GroupRef> groups, long id)
    {
        foreach (var group in groups)
            if (group.Id == id) return true;
        return false;
    }
}
