using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;

namespace Contacts.Grains.Consent;

/// <summary>
/// Sign-ups for addresses of people who asked to be forgotten. They wait with their consent alone, without a contact; the person who
/// confirms one becomes a new contact, and is no longer suppressed.
/// </summary>
public sealed class SuppressedSignUps(IContactStore contacts, IConsentStore consents)
{
    /// <summary>Asks the person, by a mail where the limits allow one; whether one is sent.</summary>
    public async Task<bool> AskAsync(ContactWrite signUp)
    {
        var asked = await OptimisticChange.ApplyAsync(contacts, async token =>
        {
            var stored = await consents.FindAsync(signUp.OrganisationId, [new(ConsentChannel.Email, signUp.EmailKey!)], token);
            return new ConsentDecision(ConsentOutcome.Done, Asked(signUp, stored.FirstOrDefault()));
        }, CancellationToken.None);
        return asked.Changes is { Mails.IsEmpty: false };
    }

    /// <summary>
    /// Makes the contact of a sign-up that waits without one. False where it holds none; whether the link still counted, its consent tells
    /// then.
    /// </summary>
    public async Task<bool> TryConfirmAsync(ConsentRow consent, ConsentAct act, CancellationToken cancellationToken)
    {
        if (HeldValues.ToWrite(consent, new(consent.Sequence, act)) is not { } write) return false;
        await contacts.WriteAsync([write], cancellationToken);
        return true;
    }

    /// <summary>What the sign-up changes; it is empty where the person was asked, and nothing new is said.</summary>
    private static ContactChangeSet Asked(ContactWrite signUp, ConsentRow? stored)
    {
        var known = stored is null ? null : ConsentRule.At(stored, signUp.At);
        var wanted = WriteConsents.Of(null, signUp, new(known, null));
        var held = HeldValues.AddAlone(known?.State == ConsentState.Pending ? known.Held : null, signUp);
        var isSame = known is not null && ReferenceEquals(wanted.Email, known) && held == known.Held;
        return Decision.Set(signUp.OrganisationId, [], [], signUp.At) with
        {
            Consents = isSame ? [] : [wanted.Email! with { Held = held }],
            Mails = wanted.Mail(signUp.Email, signUp) is { } mail ? [mail] : [],
            Tallies = SignUpTally.OfSignUps(
                signUp.OrganisationId, signUp.At, signUp.SignUps,
                wanted.BeginsToWait ? new() { Pending = 1 } : new() { Repeated = 1 }),
        };
    }
}
