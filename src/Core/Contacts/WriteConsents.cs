using Contacts.Core.Consent;
using Contacts.Core.Mail;

namespace Contacts.Core.Contacts;

/// <summary>What is stored of the consents of a write's address, and of the number that its contact has or gets; null: nothing.</summary>
public readonly record struct KnownConsents(ConsentRow? Email, ConsentRow? Sms);

/// <summary>
/// What a <see cref="ContactWrite"/> makes of the consents of its address and number. Pure. A row that is the very same as before need not
/// be written. <see cref="Email"/> is null where there is no address, or the write leaves its consent as it is.
/// </summary>
public readonly record struct WriteConsents(ConsentRow? Email, ConsentRow? Sms)
{
    /// <summary>Whether the sign-up waits for a confirmation.</summary>
    public bool IsPending { get; private init; }

    /// <summary>Whether the sign-up waits for a confirmation that none before it waited for.</summary>
    public bool BeginsToWait { get; private init; }

    /// <summary>The consent to e-mail that the write withdraws, as it stood before; null if it withdraws none.</summary>
    public ConsentRow? Ended { get; private init; }

    /// <summary>Whether the sign-up begins to wait, or a mail goes out: the history says so.</summary>
    public bool IsRequested { get; private init; }

    private bool IsMailed { get; init; }

    /// <summary>Whether the history is to say that a mail is held back.</summary>
    public bool NotesHold { get; private init; }

    public bool IsEmailGiven => Email is not null && ConsentRule.IsYes(Email.State);

    /// <summary>Whether no number has a say in it, or the number's consent is there.</summary>
    public bool MayText => Sms is null || ConsentRule.IsYes(Sms.State);

    /// <summary>The first consent that an import asks for and does not get, as it was refused before; None where there is none.</summary>
    public InputField WithheldFrom(ContactWrite write) => write switch
    {
        { Kind: ContactWriteKind.Import, EmailSubscribed: true } when Email is not null && ConsentRule.IsNo(Email.State) =>
            InputField.EmailSubscribed,
        { Kind: ContactWriteKind.Import, SmsSubscribed: true } when !MayText => InputField.SmsSubscribed,
        _ => InputField.None,
    };

    /// <summary>The mail to <paramref name="email"/> that asks for the confirmation; null if none goes out.</summary>
    public QueuedMail? Mail(string? email, ContactWrite write) => IsMailed
        ? ConfirmationMailData.Queue(Email!, email!, write.Confirmation!.Language, write.At) with { TraceParent = write.TraceParent }
        : null;

    /// <summary><paramref name="known"/> is the live contact of the address; null where there is none.</summary>
    public static WriteConsents Of(ContactRow? known, ContactWrite write, KnownConsents stored)
    {
        var act = new ConsentAct(write.Actor, write.At, write.Source, write.Evidence);
        var email = IsAboutEmail(known, write)
            ? Standing(stored.Email, ConsentChannel.Email, write.EmailKey ?? known?.EmailKey, write)
            : null;
        if (stored.Email is null && email is not null && known is { EmailSubscribed: true }) email = GivenBefore(email, known);
        var sms = IsAboutSms(write) ? Standing(stored.Sms, ConsentChannel.Sms, write.Phone ?? known?.Phone, write) : null;
        if (Says(known, write)) sms = Said(sms, write.SmsSubscribed, act);
        if (write.Kind != ContactWriteKind.Register || email is null)
        {
            var said = Says(known, write) ? Said(email, write.EmailSubscribed, act) : email;
            return new(said, sms) { Ended = !ReferenceEquals(said, email) && ConsentRule.IsNo(said!.State) ? email : null };
        }
        if (ConsentRule.IsYes(email.State)) return new(email, sms);
        var mark = write.SignUps.IsEmpty ? null : write.SignUps[0].Origin.Mark;
        return SignUp(known, write, email, act with { SignUp = mark }) with { Sms = sms };
    }

    /// <summary>
    /// Whether the consent of the address has to be known: who is subscribed has given it, and only a "no" changes that.
    /// </summary>
    public static bool IsAboutEmail(ContactRow? known, ContactWrite write) =>
        known is not { EmailSubscribed: true } || RefusesEmail(write);

    /// <summary>Whether the consent of the address has to be known even of who is subscribed.</summary>
    public static bool RefusesEmail(ContactWrite write) => write is { Kind: ContactWriteKind.Import, EmailSubscribed: false };

    /// <summary>Whether the consent of the number that the contact has or gets has to be known: nothing else changes it.</summary>
    public static bool IsAboutSms(ContactWrite write) => write.SmsSubscribed is not null;

    private static WriteConsents SignUp(ContactRow? known, ContactWrite write, ConsentRow email, ConsentAct act)
    {
        if (write.Confirmation is not { } terms) return new(ConsentRule.Give(email, act), null);
        if (known is not null && !terms.IsForKnown && email.State != ConsentState.Pending) return new(ConsentRule.Give(email, act), null);
        var isMailed = terms.MayMail && ConsentRule.MayMail(email, write.At);
        var isNew = email.State != ConsentState.Pending;
        var held = known is null ? null : HeldValues.Add(email.Held, known, write);
        var notesHold = !isMailed && !email.IsHoldNoted;
        if (!isNew && !isMailed && !notesHold && held == email.Held) return new(email, null) { IsPending = true };
        var asked = ConsentRule.Ask(email, act, terms.Lifetime, isMailed, held);
        return new(notesHold ? asked with { IsHoldNoted = true } : asked, null)
        {
            IsPending = true, BeginsToWait = isNew, IsRequested = isNew || isMailed, IsMailed = isMailed, NotesHold = notesHold,
        };
    }

    /// <summary>Whether a write sets consents explicitly: of a known contact only an import does.</summary>
    public static bool Says(ContactRow? known, ContactWrite write) => known is null || write.Kind == ContactWriteKind.Import;

    /// <summary>Without the person's own act nothing is raised over a "no" or an unanswered request.</summary>
    private static ConsentRow? Said(ConsentRow? consent, bool? said, ConsentAct act)
    {
        if (consent is null || said is not { } yes) return consent;
        if (!yes) return ConsentRule.IsNo(consent.State) ? consent : ConsentRule.Withdraw(consent, act);
        return consent.State == ConsentState.None ? ConsentRule.Give(consent, act) : consent;
    }

    /// <summary>A process of the version that knew no consents may still write contacts while the database is being taken over.</summary>
    private static ConsentRow GivenBefore(ConsentRow email, ContactRow known) =>
        email with { State = ConsentState.Given, RequestedAt = known.CreatedAt, Source = known.Source };

    private static ConsentRow? Standing(ConsentRow? stored, ConsentChannel channel, string? address, ContactWrite write)
    {
        if (address is null) return null;
        return stored is null
            ? ConsentRow.Unknown(write.OrganisationId, new(channel, address))
            : ConsentRule.At(stored, write.At);
    }
}
