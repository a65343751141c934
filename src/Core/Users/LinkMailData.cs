using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Mail;

namespace Contacts.Core.Users;

/// <summary>What the outbox keeps of a mail with a one-time link. The link itself is made when the mail is sent.</summary>
public sealed partial record LinkMailData
{
    public required long LinkId { get; init; }

    /// <summary>"en" or "cs".</summary>
    public required string Language { get; init; }

    /// <summary>The mail of an invitation or a reset.</summary>
    public static QueuedMail Queue(OneTimeLink link, string email, string language, DateTimeOffset at) => new()
    {
        OrganisationId = link.OrganisationId, Kind = link.Purpose == LinkPurpose.Invitation ? MailKinds.Invitation : MailKinds.Reset,
        Priority = MailPriority.Urgent, Recipient = email, At = at,
        Data = JsonSerializer.Serialize(new() { LinkId = link.Id, Language = language }, LinkJson.Default.LinkMailData),
    };

    public static LinkMailData Read(string data) => JsonSerializer.Deserialize(data, LinkJson.Default.LinkMailData)!;

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(LinkMailData))]
    private sealed partial class LinkJson : JsonSerializerContext;
}
