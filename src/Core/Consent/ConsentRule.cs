using System.Collections.Immutable;

namespace Contacts.Core.Consent;

/// <summary>
/// Who says something of a consent, from where, and when; <paramref name="SignUp"/> is the mark of a sign-up, see <see cref="ConsentRow"/>.
/// </summary>
public sealed record ConsentAct(string Actor, DateTimeOffset At, string? Source = null, string? Evidence = null, string? SignUp = null);

/// <summary>
/// How consent passes from one state to another. Pure. A "no" is taken back only by the person's own act or by an explicit field of an
/// integrator; nothing but the newest link confirms.
/// </summary>
public static class ConsentRule
{
    /// <summary>Confirmation mails to one address in a day.</summary>
    public const int MailsADay = 3;

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _betweenMails = TimeSpan.FromMinutes(5);

    private static readonly ConsentState[] _fromStrictToLax =
    [
        ConsentState.Suppressed, ConsentState.Withdrawn, ConsentState.Pending, ConsentState.None, ConsentState.Given,
        ConsentState.Confirmed,
    ];

    public static bool IsYes(ConsentState state) => state is ConsentState.Given or ConsentState.Confirmed;

    public static bool IsNo(ConsentState state) => state is ConsentState.Withdrawn or ConsentState.Suppressed;

    public static ConsentState Stricter(ConsentState one, ConsentState other) =>
        Array.IndexOf(_fromStrictToLax, one) <= Array.IndexOf(_fromStrictToLax, other) ? one : other;

    /// <summary>The consent as it stands at a moment: one that was not confirmed in time has lapsed.</summary>
    public static ConsentRow At(ConsentRow consent, DateTimeOffset at) =>
        consent.State == ConsentState.Pending && consent.ExpiresAt <= at ? Drop(consent) : consent;

    public static ConsentRow Give(ConsentRow consent, ConsentAct act) => Said(consent, ConsentState.Given, act) with
    {
        RequestedAt = act.At, ConfirmedAt = null, WithdrawnAt = null,
    };

    /// <summary>Asks by mail. Where the mail is held back, the link that was sent before stays good.</summary>
    public static ConsentRow Ask(ConsentRow consent, ConsentAct act, TimeSpan lifetime, bool isMailed, string? held)
    {
        var isNew = consent.State != ConsentState.Pending;
        var asked = Said(consent, ConsentState.Pending, act) with
        {
            RequestedAt = isNew ? act.At : consent.RequestedAt, ConfirmedAt = null, Held = held,
            SignUp = act.SignUp ?? consent.SignUp, ExpiresAt = isMailed || isNew ? act.At + lifetime : consent.ExpiresAt,
        };
        return isMailed ? Mailed(asked, act.At) : asked;
    }

    /// <summary>Whether the limits of the address let another confirmation mail go out.</summary>
    public static bool MayMail(ConsentRow consent, DateTimeOffset at)
    {
        if (consent.WithdrawnAt > at - _betweenMails) return false;
        var lately = consent.Mails.Where(sent => sent > at - _day).ToArray();
        return lately.Length < MailsADay && !lately.Any(sent => sent > at - _betweenMails);
    }

    /// <summary>Another link is sent: those before it count no more.</summary>
    public static ConsentRow Mailed(ConsentRow consent, DateTimeOffset at) => consent with
    {
        Sequence = consent.Sequence + 1, Mails = [.. consent.Mails.TakeLast(MailsADay - 1), at], IsHoldNoted = false,
    };

    /// <summary>The person used the link. The source stays that of the sign-up.</summary>
    public static ConsentRow Confirm(ConsentRow consent, ConsentAct act) =>
        Said(consent, ConsentState.Confirmed, act) with
        {
            Source = consent.Source, SignUp = consent.SignUp, ConfirmedAt = act.At, WithdrawnAt = null,
        };

    /// <summary>
    /// What was asked is declined, or nobody answered: nothing is known then, or the "no" that stood before stands again. The sign-up
    /// stays: the person may ask for another link.
    /// </summary>
    public static ConsentRow Drop(ConsentRow consent) => consent with
    {
        State = consent.WithdrawnAt is null ? ConsentState.None : ConsentState.Withdrawn, Sequence = consent.Sequence + 1, ExpiresAt = null,
        Held = null,
    };

    /// <summary>Links sent before count no more.</summary>
    public static ConsentRow Withdraw(ConsentRow consent, ConsentAct act) => Said(consent, ConsentState.Withdrawn, act) with
    {
        Source = act.Source ?? consent.Source, Sequence = consent.Sequence + 1, WithdrawnAt = act.At,
    };

    private static ConsentRow Said(ConsentRow consent, ConsentState state, ConsentAct act) => consent with
    {
        State = state, Actor = act.Actor, Source = act.Source, SignUp = act.SignUp, Evidence = act.Evidence, ExpiresAt = null, Held = null,
    };
}
