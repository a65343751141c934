using System.Collections.Immutable;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>
/// A number that a row of a batch refuses, which ends text messages for every contact that has it. <see cref="Entry"/> goes to the history
/// of each of the others; its contact's id is 0 until the store knows it.
/// </summary>
public sealed record RefusedNumber(string Phone, ContactEvent Entry)
{
    /// <summary>Null where none of the consents that a row changes refuses a number.</summary>
    public static RefusedNumber? OfOrNull(ImmutableArray<ConsentRow> changed, ContactWrite write)
    {
        foreach (var consent in changed)
            if (consent.Channel == ConsentChannel.Sms && ConsentRule.IsNo(consent.State))
                return new(consent.Address, ContactEvents.OfRefusedNumber(write.Note));
        return null;
    }
}
