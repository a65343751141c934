using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contacts.Core.Tickets;

/// <summary>What the outbox has of a ticket's mail: the ticket's number.</summary>
public sealed record TicketMailData(long Ticket)
{
    public static TicketMailData Read(string json) => JsonSerializer.Deserialize(json, TicketMailJson.Default.TicketMailData)!;

    public string Write() => JsonSerializer.Serialize(this, TicketMailJson.Default.TicketMailData);
}

/// <summary>What a mail says of a ticket: never the notice.</summary>
public sealed record MailedTicket
{
    public required string Key { get; init; }
    public required string Subject { get; init; }
    public required string Message { get; init; }
    public string? Category { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerPhone { get; init; }
    public string? CustomerFirstName { get; init; }
    public string? CustomerLastName { get; init; }

    public string CustomerName => $"{CustomerFirstName} {CustomerLastName}".Trim();
}

/// <summary>
/// The first tickets of a digest, their messages cut after <see cref="MessageLimit"/> characters, and how many it stands for.
/// </summary>
public sealed record TicketDigest(ImmutableArray<MailedTicket> First, long Total)
{
    /// <summary>The most tickets that a digest names.</summary>
    public const int Most = 100;

    public const int MessageLimit = 1000;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TicketMailData))]
internal sealed partial class TicketMailJson : JsonSerializerContext;
