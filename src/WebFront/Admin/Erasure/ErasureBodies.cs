using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Erasure;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Erasure;

/// <summary>A person to erase.</summary>
internal sealed record EraseBody
{
    /// <summary>External id of the contact, also one that was merged away.</summary><example>a8Kd0Qz3LmX91bTy</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>Kept in the list of erasures; 10 to 500 characters that do not say who the person is.</summary>
    /// <example>Asked for by letter of 15 January</example>
    [Required, MinLength(EraseRequest.ShortestReason), MaxLength(EraseRequest.LongestReason)] public string? Reason { get; set; }

    /// <summary>
    /// Whether nothing but a sign-up that the person confirms brings any of the addresses and numbers back; true unless given.
    /// </summary>
    /// <example>true</example>
    public bool? Suppress { get; set; }

    /// <summary>
    /// Redact removes the texts of the person's tickets; keep leaves message, notice and category without the customer. Redact unless
    /// given.
    /// </summary>
    /// <example>redact</example>
    [AllowedValues(TicketErasureNames.Redact, TicketErasureNames.Keep)] public string? Tickets { get; set; }
}

/// <param name="EraseId">Id of the erasure.</param>
/// <param name="Counts">What was erased.</param>
internal sealed record EraseAnswer(string EraseId, ErasureCountsView Counts) : Answer;

/// <summary>How many records of each kind were emptied or removed.</summary>
internal sealed class ErasureCountsView(ErasureCounts counts)
{
    /// <summary>Contacts, those that were merged included.</summary><example>1</example>
    public int Contacts => counts.Contacts;

    /// <summary>Entries of histories.</summary><example>12</example>
    public int Events => counts.Events;

    /// <summary>Merges that can no longer be undone.</summary><example>0</example>
    public int Merges => counts.Merges;

    /// <summary>Consents of addresses and numbers.</summary><example>2</example>
    public int Consents => counts.Consents;

    /// <summary>Tickets.</summary><example>3</example>
    public int Tickets => counts.Tickets;

    /// <summary>Mails.</summary><example>3</example>
    public int Mails => counts.Mails;

    /// <summary>Rows of imports: journals, refused rows, samples of dry runs.</summary><example>1</example>
    public int Imports => counts.Imports;

    /// <summary>Stored answers to requests with an Idempotency-Key.</summary><example>0</example>
    public int Answers => counts.Answers;
}

/// <param name="Items">Erasures.</param>
/// <param name="NextBefore">For the next page; null on the last one.</param>
internal sealed record ErasuresAnswer(ImmutableArray<ErasureItem> Items, long? NextBefore) : Answer
{
    public static ErasuresAnswer Of(ErasurePage page) =>
        new([.. page.Items.Select(row => new ErasureItem(row))], page.HasMore ? page.Items[^1].Number : null);
}

/// <summary>An erasure that was done.</summary>
internal sealed class ErasureItem(ErasureRow row)
{
    /// <summary>Number of the erasure; later ones have greater numbers.</summary><example>4711</example>
    public long Number => row.Number;

    /// <summary>Id of the erasure.</summary><example>Zx81KqPw0sLm4TtR</example>
    public string EraseId => row.EraseId;

    /// <summary>When.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset At => row.At;

    /// <summary>External ids of the contact and of those that were merged into it.</summary><example>["a8Kd0Qz3LmX91bTy"]</example>
    public ImmutableArray<string> ContactIds => row.ContactIds;

    /// <summary>Why.</summary><example>Asked for by letter of 15 January</example>
    public string Reason => row.Reason;

    /// <summary>Who did it.</summary><example>PROD key 12</example>
    public string Actor => row.Actor;

    /// <summary>Whether the addresses and numbers are suppressed.</summary><example>true</example>
    public bool Suppress => row.Suppress;

    /// <summary>Whether tickets were redacted or kept.</summary><example>redact</example>
    [AllowedValues(TicketErasureNames.Redact, TicketErasureNames.Keep)] public string Tickets => TicketErasureNames.Of(row.Tickets);

    /// <summary>What was erased.</summary>
    public ErasureCountsView Counts => new(row.Counts);
}

/// <summary>Addresses and numbers to suppress.</summary>
internal sealed record SuppressBody
{
    /// <summary>Hashes as `erasures.jsonl` has them, 64 hexadecimal digits each; at most 500.</summary>
    /// <example>["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]</example>
    [Required, JsonConverter(typeof(StringsConverter))] public ImmutableArray<string>? Hashes { get; set; }
}

/// <param name="Added">How many of them were not suppressed before.</param>
internal sealed record SuppressAnswer(int Added) : Answer;
