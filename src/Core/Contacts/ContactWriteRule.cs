using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>The consents that a person once refused or withdrew.</summary>
[Flags]
public enum OptOuts
{
    None = 0,
    Email = 1,
    Sms = 2,
}

/// <summary>
/// The effect of a row of a batch: the contact after the write (id 0 if it is new; added groups have no names), and the event to
/// record where the row creates or updates.
/// </summary>
public readonly record struct ContactWriteEffect(ContactWriteOutcome Outcome, ContactRow Contact, ContactEvent? Event = null)
{
    /// <summary>How many of the row's groups are beyond <see cref="ContactWrite.MostGroups"/>.</summary>
    public int IgnoredGroups { get; init; }
}

/// <summary>Decides what a <see cref="ContactWrite"/> does to the known contact. Pure.</summary>
public static class ContactWriteRule
{
    /// <summary>Whether the row would raise a consent, so that <see cref="Apply"/> must know what the contact has opted out of.</summary>
    public static bool Raises(ContactRow known, ContactWrite write) =>
        write.Kind == ContactWriteKind.Import
        && ((write.EmailSubscribed == true && !known.EmailSubscribed) || (write.SmsSubscribed == true && !known.SmsSubscribed));

    /// <summary>
    /// What the row makes of the live contact of its address, or of nothing where there is none. <paramref name="optOuts"/> matter only
    /// where the row <see cref="Raises"/> a consent. Never <see cref="ContactWriteOutcome.Lost"/>, which only a store can tell.
    /// </summary>
    public static ContactWriteEffect Apply(ContactRow? known, ContactWrite write, OptOuts optOuts = OptOuts.None)
    {
        if (write.MostGroups is not { } most) return Decide(known, write, optOuts);
        var fitting = Fitting(known?.Groups ?? [], write.GroupIds, most);
        var effect = Decide(known, write with { GroupIds = fitting }, optOuts);
        return effect with { IgnoredGroups = write.GroupIds.Length - fitting.Length };
    }

    private static ContactWriteEffect Decide(ContactRow? known, ContactWrite write, OptOuts optOuts)
    {
        if (known is null) return new(ContactWriteOutcome.Created, Create(write), ContactEvents.OfCreation(write));
        if (write.Kind == ContactWriteKind.Create) return new(ContactWriteOutcome.Exists, known);
        if (Overwrite(known, write, optOuts) is not { } after) return new(ContactWriteOutcome.Unchanged, known);
        return new(ContactWriteOutcome.Updated, after, ContactEvents.OfWrite(known, after, write));
    }

    /// <summary>The contact that the row makes where its address is unknown.</summary>
    public static ContactRow Create(ContactWrite write) => new ContactRow
    {
        OrganisationId = write.OrganisationId, Id = 0, ExternalId = write.ExternalId, Email = write.Email, EmailKey = write.EmailKey,
        Phone = write.Phone, EmailSubscribed = write.EmailSubscribed ?? false, SmsSubscribed = write.SmsSubscribed ?? false,
        Source = write.Source, CreatedAt = write.At, UpdatedAt = write.At, Version = 1, Groups = Union([], write.GroupIds),
    }.WithProfile(field => write[field] ?? "");

    /// <summary>Null if nothing changes.</summary>
    private static ContactRow? Overwrite(ContactRow known, ContactWrite write, OptOuts optOuts)
    {
        var overwrite = write.Kind != ContactWriteKind.AddIfAbsent;
        var phone = Choose(known.Phone, write.Phone, overwrite);
        var email = write.Kind == ContactWriteKind.Register
            || Consent(write, known.EmailSubscribed, write.EmailSubscribed, optOuts.HasFlag(OptOuts.Email));
        var sms = SmsConsent(write, known, phone) && Consent(write, known.SmsSubscribed, write.SmsSubscribed, optOuts.HasFlag(OptOuts.Sms));
        var after = (known with
        {
            Phone = phone, EmailSubscribed = email, SmsSubscribed = sms, Groups = Union(known.Groups, write.GroupIds),
        }).WithProfile(field => Choose(known[field], write[field], overwrite)!);
        return after == known ? null : after with { Version = known.Version + 1, UpdatedAt = write.At };
    }

    /// <summary>Only an import speaks of the consents of a known contact, and a "no" is stronger than its "yes".</summary>
    private static bool Consent(ContactWrite write, bool known, bool? given, bool isOptedOut) =>
        write.Kind == ContactWriteKind.Import && given is { } consent ? consent && (known || !isOptedOut) : known;

    /// <summary>Consent to text messages is to a number: a public form does not pass it to another one.</summary>
    private static bool SmsConsent(ContactWrite write, ContactRow known, string? phone) =>
        write.Kind is not (ContactWriteKind.Register or ContactWriteKind.AddIfAbsent) || phone == known.Phone;

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

/// <summary>What a contact's history says of its consents.</summary>
public static class ConsentHistory
{
    /// <summary>
    /// The consents that an entry of the history (that of contacts merged into this one included) set to "no": withdrawn, or refused at
    /// the creation, explicitly.
    /// </summary>
    public static OptOuts OptOuts(IEnumerable<HistoryEntry> history)
    {
        var found = Contacts.OptOuts.None;
        foreach (var entry in history)
        {
            if (entry.After is null || !entry.After.Contains("ubscribed", StringComparison.Ordinal)) continue;
            using var after = JsonDocument.Parse(entry.After);
            if (IsRefused(after, "emailSubscribed")) found |= Contacts.OptOuts.Email;
            if (IsRefused(after, "smsSubscribed")) found |= Contacts.OptOuts.Sms;
        }
        return found;
    }

    private static bool IsRefused(JsonDocument after, string consent) =>
        after.RootElement.TryGetProperty(consent, out var value) && value.ValueKind == JsonValueKind.False;
}
