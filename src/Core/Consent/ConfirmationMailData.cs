using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Mail;

namespace Contacts.Core.Consent;

/// <summary>
/// What the outbox keeps of a mail that asks for a confirmation: whose consent it is, and the sequence of the link. The link itself is made
/// when the mail is sent.
/// </summary>
public sealed partial record ConfirmationMailData
{
    /// <summary>The canonical address.</summary>
    public required string Address { get; init; }

    public required long Sequence { get; init; }

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    /// <summary>
    /// The mail of a pending consent, to the address as the contact has it. The same request always makes a mail of the same id, so that
    /// one that is written again is not mailed again.
    /// </summary>
    public static QueuedMail Queue(ConsentRow consent, string email, string language, DateTimeOffset at) => new()
    {
        OrganisationId = consent.OrganisationId, MailId = IdOf(consent), Kind = MailKinds.Confirmation, Priority = MailPriority.Urgent,
        Recipient = email, At = at, Data = JsonSerializer.Serialize(
            new() { Address = consent.Address, Sequence = consent.Sequence, Language = language }, MailJson.Default.ConfirmationMailData),
    };

    public static ConfirmationMailData Read(string data) => JsonSerializer.Deserialize(data, MailJson.Default.ConfirmationMailData)!;

    private static string IdOf(ConsentRow consent)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"confirmation/{consent.OrganisationId}/{consent.Sequence}/{consent.Address}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ConfirmationMailData))]
    private sealed partial class MailJson : JsonSerializerContext;
}

/// <summary>How an organisation asks for confirmation, as it bears on one sign-up.</summary>
public sealed record ConfirmationTerms
{
    /// <summary>Whether sign-ups for addresses that a contact has are to be confirmed, too.</summary>
    public required bool IsForKnown { get; init; }

    public required TimeSpan Lifetime { get; init; }

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    /// <summary>Whether the limits of the sender's place in the net let another mail go out.</summary>
    public required bool MayMail { get; init; }
}
