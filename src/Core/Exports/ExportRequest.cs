using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Orleans;

namespace Contacts.Core.Exports;

/// <summary>How an export is written.</summary>
public enum ExportFormat { Csv, Ndjson }

/// <summary>
/// Which contacts of an organisation to export, by the filters of <see cref="Contacts"/> alone, and how. They come by id, the oldest first.
/// </summary>
[GenerateSerializer, Immutable, Alias("exports.request")]
public sealed record ExportRequest
{
    [Id(0)] public required ContactQuery Contacts { get; init; }
    [Id(1)] public ExportFormat Format { get; init; }

    /// <summary>Names of <see cref="ExportField.All"/>, in the order of the columns.</summary>
    [Id(2)] public required ImmutableArray<string> Fields { get; init; }

    /// <summary>Whether the file begins with U+FEFF, by which spreadsheets know UTF-8.</summary>
    [Id(3)] public bool WithByteOrderMark { get; init; }

    /// <summary>Whether cells of CSV that a spreadsheet would take for formulas stay as they are.</summary>
    [Id(4)] public bool WithFormulas { get; init; }

    /// <summary>Who exports.</summary>
    [Id(5)] public CommandTrail? Trail { get; init; }
}

/// <summary>
/// A contact of an export, with the consent of its address. <see cref="Sms"/>: true where the contact asked for text messages, false where
/// anybody refused them for its number, else null. What another contact of the number has asked for says nothing of this one.
/// </summary>
public readonly record struct ExportedContact(Contact Contact, bool? Sms)
{
    /// <summary>What was said about mails to the address; null: nothing, or nothing that was confirmed.</summary>
    public bool? Email => Said(Contact.EmailConsent?.State);

    /// <summary>
    /// A contact with what is stored of the consents of its address and number (null: nothing), as they stand at a moment.
    /// </summary>
    public static ExportedContact Of(ContactRow contact, ConsentRow? email, ConsentRow? sms, DateTimeOffset at) => new(
        contact.ToContact() with
        {
            EmailConsent = email is null ? _unknown : ConsentStanding.Of(ConsentRule.At(email, at)),
        },
        contact.SmsSubscribed ? true : sms is not null && ConsentRule.IsNo(ConsentRule.At(sms, at).State) ? false : null);

    private static readonly ConsentStanding _unknown = new() { State = ConsentState.None };

    private static bool? Said(ConsentState? state) => state switch
    {
        ConsentState.Given or ConsentState.Confirmed => true,
        ConsentState.Withdrawn or ConsentState.Suppressed => false,
        _ => null,
    };
}
