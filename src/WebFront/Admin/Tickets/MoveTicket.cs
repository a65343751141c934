using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>Status and spam of a ticket.</summary>
internal static class MoveTicket
{
    /// <summary>Set a ticket's status</summary>
    /// <remarks>To spam and away from it as set-spam does.</remarks>
    public static async Task<Reply<TicketMovedAnswer>> SetStatusAsync(ApiCall call, SetTicketStatusBody body)
    {
        if (Failure.FirstMissing(("id", body.Id), ("status", body.Status)) is { } missing)
            return missing;
        if (!TicketStatuses.TryParse(body.Status, out var status))
            return Failure.Invalid(TicketEndpoints.StatusRule);
        return AnswerOf(EffectOf(call) ?? await call.OfOrganisation<ITicketDeskGrain>().SetStatusAsync(
            body.Id!, status, call.Caller.Actor, call.Trail, CancellationToken.None));
    }

    /// <summary>Mark a ticket as spam or release it</summary>
    /// <remarks>
    /// Releasing registers the customer as a contact and sends the mail. Marking takes back neither, and says so.
    /// </remarks>
    public static async Task<Reply<TicketMovedAnswer>> SetSpamAsync(ApiCall call, SetTicketSpamBody body)
    {
        if (Failure.FirstMissing(("id", body.Id)) is { } missing)
            return missing;
        if (body.Spam is not { } spam)
            return Failure.Required("spam");
        return AnswerOf(EffectOf(call) ?? await call.OfOrganisation<ITicketDeskGrain>().SetSpamAsync(
            body.Id!, spam, call.Caller.Actor, call.Trail, CancellationToken.None));
    }

    private static TicketResult? EffectOf(ApiCall call) =>
        call.Effect is { } effect ? TicketResult.Done with { Note = effect.Note } : null;

    private static Reply<TicketMovedAnswer> AnswerOf(TicketResult result) =>
        result.Outcome == TicketOutcome.Done ? new TicketMovedAnswer(result.Note) : Failure.TicketNotFound;
}

/// <summary>A ticket and its new status.</summary>
internal sealed record SetTicketStatusBody
{
    /// <summary>Id: 16 letters and digits.</summary><example>q7Ls0Wd2XcV5nMp1</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>The new status.</summary><example>done</example>
    [Required, AllowedValues("new", "in-progress", "waiting", "done", "spam")] public string? Status { get; set; }
}

/// <summary>A ticket and whether it is spam.</summary>
internal sealed record SetTicketSpamBody
{
    /// <summary>Id: 16 letters and digits.</summary><example>q7Ls0Wd2XcV5nMp1</example>
    [Required, JsonConverter(typeof(RecordIdConverter))] public string? Id { get; set; }

    /// <summary>True: it is spam; false: it is not.</summary><example>false</example>
    [Required] public bool? Spam { get; set; }
}

/// <param name="Note">Where there is something to know, such as a mail that was sent already.</param>
internal sealed record TicketMovedAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null) : Answer;
