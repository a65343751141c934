using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Consent;

/// <summary>What a caller with a key says of a contact's consent, checked by <paramref name="input"/>.</summary>
internal sealed class ConsentSaid(ContactInput input, string? channel, string? source, string? note)
{
    private const int NoteLimit = 500;

    private readonly ConsentChannel _channel = Channel(input, channel);
    private readonly string? _source = input.Source(source);
    private readonly string? _note = input.Text(note, NoteLimit, InputField.Note);

    public ConsentOrder ToOrder(ApiCall call, long contactId) => new()
    {
        ContactId = contactId, Channel = _channel, Source = _source, Note = _note, Actor = call.Caller.Actor,
        Evidence = call.Evidence(), Trail = call.Trail,
    };

    private static ConsentChannel Channel(ContactInput input, string? channel)
    {
        if (channel is not (null or "email" or "sms")) input.Refuse(InputField.Channel, "must be one of email, sms");
        return channel == "sms" ? ConsentChannel.Sms : ConsentChannel.Email;
    }
}

/// <summary>Maps outcomes of acts of consent to failures.</summary>
internal static class ConsentFailures
{
    /// <summary>Null where the act is done.</summary>
    public static Failure? Of(ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.Done => null,
        ConsentOutcome.Unknown => Failure.ContactNotFound,
        ConsentOutcome.NoAddress => Failure.Invalid("\"channel\" must be one that the contact has an address or a number for"),
        ConsentOutcome.NoteMissing => Failure.ConsentWithdrawn,
        ConsentOutcome.NotPending => Failure.ConsentNotPending,
        ConsentOutcome.Held => Failure.ConfirmationHeld,
        ConsentOutcome.Expired => Failure.LinkExpired,
        _ => throw new InvalidOperationException($"An act of consent ended with {outcome}."),
    };
}
