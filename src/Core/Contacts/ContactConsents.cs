using System.Collections.Immutable;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>
/// How consents follow contacts that change their address or number, are merged, or set them explicitly. Pure but for the book.
/// Each gives the contact with the subscriptions that follow.
/// </summary>
public static class ContactConsents
{
    /// <summary>The consents that a change of these contacts is about.</summary>
    public static ImmutableArray<ConsentKey> KeysOf(params ReadOnlySpan<ContactRow> contacts)
    {
        var keys = ImmutableArray.CreateBuilder<ConsentKey>();
        foreach (var contact in contacts)
        {
            if (contact.EmailKey is { } address) keys.Add(new(ConsentChannel.Email, address));
            if (contact.Phone is { } number) keys.Add(new(ConsentChannel.Sms, number));
        }
        return keys.ToImmutable();
    }

    /// <summary>
    /// Who is subscribed has said "yes", also where a process of the version that knew no consents has written the contact while the
    /// database was being taken over.
    /// </summary>
    public static void AssumeGiven(ConsentBook book, params ReadOnlySpan<ContactRow> contacts)
    {
        foreach (var contact in contacts)
        {
            if (contact is { EmailSubscribed: true, EmailKey: { } address })
                book.Assume(new(ConsentChannel.Email, address), contact.CreatedAt);
            if (contact is { SmsSubscribed: true, Phone: { } number }) book.Assume(new(ConsentChannel.Sms, number), contact.CreatedAt);
        }
    }

    /// <summary>
    /// An update of one contact: consent goes with it to another address, consent to text messages not to another number; then what was
    /// said explicitly holds.
    /// </summary>
    public static ContactRow Update(ConsentBook book, ContactRow before, ContactRow after, CheckedUpdate? said, ConsentAct act)
    {
        if (before.EmailKey != after.EmailKey) Carry(book, [before], after.EmailKey, act);
        Say(book, book.Email(after.EmailKey), said?.EmailSubscribed, act);
        Say(book, book.Sms(after.Phone), said?.SmsSubscribed ?? FirstNumber(before, after), act);
        var isOtherNumber = before.Phone is not null && after.Phone is not null && before.Phone != after.Phone;
        var sms = said?.SmsSubscribed ?? (after.SmsSubscribed && !isOtherNumber);
        return Subscribed(book, after, sms);
    }

    /// <summary>
    /// A merge, and a change of address with it: the stricter of the two holds for the address that the survivor has after it.
    /// </summary>
    public static ContactRow Merge(ConsentBook book, ContactRow survivor, ContactRow legacy, ContactRow after, ConsentAct act)
    {
        Carry(book, [survivor, legacy], after.EmailKey, act);
        var numbers = new[] { book.Sms(survivor.Phone), book.Sms(legacy.Phone) };
        if (book.Sms(after.Phone) is { } number && numbers.FirstOrDefault(row => row is { } && ConsentRule.IsNo(row.State)) is { } no)
            Refuse(book, number, no, act);
        return Subscribed(book, after, after.SmsSubscribed);
    }

    /// <summary>
    /// Takes a merge back: what stood <paramref name="before"/> it stands again where nothing was said since. Contacts come as the undo of
    /// the merge wants them.
    /// </summary>
    public static ContactRow Undo(ConsentBook book, ImmutableArray<ConsentRow> before, ContactRow contact, ConsentAct act)
    {
        Restore(book, before, book.Email(contact.EmailKey), contact.EmailSubscribed, act);
        Restore(book, before, book.Sms(contact.Phone), contact.SmsSubscribed, act);
        return Subscribed(book, contact, contact.SmsSubscribed);
    }

    /// <summary>
    /// The contact subscribed as its consents say; to text messages only where it was itself. What was said of a contact without address
    /// or number waits for one.
    /// </summary>
    private static ContactRow Subscribed(ConsentBook book, ContactRow contact, bool sms) => contact with
    {
        EmailSubscribed = book.Email(contact.EmailKey) is { } email ? ConsentRule.IsYes(email.State) : contact.EmailSubscribed,
        SmsSubscribed = sms && (book.Sms(contact.Phone) is not { } number || ConsentRule.IsYes(number.State)),
    };

    /// <summary>What was said of a contact without a number holds for the first one that it gets.</summary>
    private static bool? FirstNumber(ContactRow before, ContactRow after) =>
        before is { Phone: null, SmsSubscribed: true } && after is { Phone: not null, SmsSubscribed: true } ? true : null;

    private static void Say(ConsentBook book, ConsentRow? consent, bool? said, ConsentAct act)
    {
        if (consent is null || said is not { } yes) return;
        if (yes && !ConsentRule.IsYes(consent.State)) book.Set(ConsentRule.Give(consent, act));
        if (!yes && !ConsentRule.IsNo(consent.State)) book.Withdraw(consent, act);
    }

    /// <summary>
    /// The strictest of what was known of one or two addresses becomes what is known of the address that follows. A "no" stays with its
    /// address as well; everything else leaves it. What was confirmed for one address is not confirmed for another.
    /// </summary>
    private static void Carry(ConsentBook book, ContactRow[] from, string? address, ConsentAct act)
    {
        var rows = from.Select(contact => book.Email(contact.EmailKey) ?? Waiting(contact)).ToArray();
        var state = rows.Select(row => row.State).Aggregate(ConsentRule.Stricter);
        var origin = rows.First(row => row.State == state);
        foreach (var row in rows)
            if (row.Address.Length > 0 && row.Address != address && row.State != ConsentState.None && !ConsentRule.IsNo(row.State))
                book.Set(ConsentRule.Drop(row));
        if (book.Email(address) is not { } target || ConsentRule.IsNo(target.State) || target.State == state) return;
        if (ConsentRule.IsYes(state) && ConsentRule.IsYes(target.State)) return;
        book.Set(Taken(target, state, origin, act));
    }

    /// <summary>What was said of a contact that has no address.</summary>
    private static ConsentRow Waiting(ContactRow contact) => ConsentRow.Unknown(contact.OrganisationId, new(ConsentChannel.Email, "")) with
    {
        State = contact.EmailSubscribed ? ConsentState.Given : ConsentState.None, RequestedAt = contact.CreatedAt, Source = contact.Source,
    };

    private static ConsentRow Taken(ConsentRow target, ConsentState state, ConsentRow origin, ConsentAct act) => state switch
    {
        ConsentState.None => ConsentRule.Drop(target),
        ConsentState.Pending => ConsentRule.Drop(target) with
        {
            State = ConsentState.Pending, RequestedAt = origin.RequestedAt, ExpiresAt = origin.ExpiresAt, Source = origin.Source,
            SignUp = origin.SignUp,
        },
        ConsentState.Withdrawn or ConsentState.Suppressed => ConsentRule.Withdraw(target, act) with { WithdrawnAt = origin.WithdrawnAt },
        _ => ConsentRule.Give(target, act) with
        {
            RequestedAt = origin.RequestedAt, Source = origin.Source, SignUp = origin.SignUp, Evidence = origin.Evidence,
        },
    };

    private static void Refuse(ConsentBook book, ConsentRow number, ConsentRow no, ConsentAct act)
    {
        if (!ConsentRule.IsNo(number.State)) book.Set(ConsentRule.Withdraw(number, act) with { WithdrawnAt = no.WithdrawnAt });
    }

    private static void Restore(
        ConsentBook book, ImmutableArray<ConsentRow> before, ConsentRow? consent, bool isWanted, ConsentAct act)
    {
        if (consent is null) return;
        var now = consent;
        if (before.FirstOrDefault(row => row.Key == consent.Key) is { } old && consent.Version == old.Version + 1)
            now = old with { Id = consent.Id, Version = consent.Version, Sequence = consent.Sequence + 1 };
        if (isWanted && !ConsentRule.IsYes(now.State) && !ConsentRule.IsNo(now.State)) now = ConsentRule.Give(now, act);
        if (!isWanted && ConsentRule.IsYes(now.State)) now = ConsentRule.Withdraw(now, act);
        book.Set(now);
    }
}
