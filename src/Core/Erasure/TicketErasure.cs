using System.Text.Json.Serialization;

namespace Contacts.Core.Erasure;

/// <summary>What becomes of a person's tickets. Stored by number: never renumber.</summary>
public enum TicketErasure
{
    /// <summary>Texts and customer are removed.</summary>
    [JsonStringEnumMemberName(TicketErasureNames.Redact)] Redact = 0,

    /// <summary>Message, notice and category stay, without the customer.</summary>
    [JsonStringEnumMemberName(TicketErasureNames.Keep)] Keep = 1,
}

/// <summary>The choices as texts.</summary>
public static class TicketErasureNames
{
    public const string Redact = "redact";
    public const string Keep = "keep";

    public static string Of(TicketErasure choice) => choice == TicketErasure.Keep ? Keep : Redact;

    /// <summary>Redact without a text; null where it is none of the names.</summary>
    public static TicketErasure? Parse(string? text) => text switch
    {
        null or Redact => TicketErasure.Redact,
        Keep => TicketErasure.Keep,
        _ => null,
    };
}
