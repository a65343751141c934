using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin.Tickets;

/// <summary>POST /bff/ticket/set-status and POST /bff/ticket/set-spam.</summary>
internal static class SetTicketStatus
{
    public static async Task StatusAsync(ApiCall call, Body body)
    {
        if (Required.FirstMissing(("id", body.Id), ("status", body.Status)) is { } missing)
            await call.RequireAsync(missing);
        else if (!TicketStatuses.TryParse(body.Status, out var status))
            await call.RefuseAsync($"\"status\" must be one of {string.Join(", ", TicketStatuses.Names)}");
        else if (EffectOf(call) is { } done)
            await AnswerAsync(call, done);
        else
            await AnswerAsync(call, await Desk(call).SetStatusAsync(body.Id!, status, call.Caller.Actor, call.Stamp, CancellationToken.None));
    }

    public static async Task SpamAsync(ApiCall call, Body body)
    {
        if (Required.FirstMissing(("id", body.Id)) is { } missing)
            await call.RequireAsync(missing);
        else if (body.Spam is not { } spam)
            await call.RequireAsync("spam");
        else if (EffectOf(call) is { } done)
            await AnswerAsync(call, done);
        else
            await AnswerAsync(call, await Desk(call).SetSpamAsync(body.Id!, spam, call.Caller.Actor, call.Stamp, CancellationToken.None));
    }

    private static ITicketDeskGrain Desk(ApiCall call) => call.OfOrganisation<ITicketDeskGrain>();

    private static TicketResult? EffectOf(ApiCall call) =>
        call.Effect is { } effect ? TicketResult.Done with { Note = effect.Note } : null;

    private static Task AnswerAsync(ApiCall call, TicketResult result) => result switch
    {
        { Outcome: TicketOutcome.Done, Note: { } note } =>
            Answers.SuccessAsync(call.Http, note, static (json, note) => json.WriteString("note"u8, note)),
        { Outcome: TicketOutcome.Done } => Answers.SuccessAsync(call.Http),
        _ => call.FailAsync(TicketEndpoints.NotFound),
    };

    internal sealed class Body : IJsonBody
    {
        public string? Id { get; private set; }
        public string? Status { get; private set; }
        public bool? Spam { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("id"u8))
                Id = fields.Text()?.Trim();
            else if (fields.Is("status"u8))
                Status = fields.Text();
            else if (fields.Is("spam"u8))
                Spam = fields.Flag();
            else
                fields.Skip();
        }
    }

    private static readonly FieldDoc Note = Text("note", "Where there is something to know, such as a mail that was sent already.", "");

    public static readonly RouteDoc StatusDoc = new(
        "Admin: tickets", "Set a ticket's status", "To spam and away from it as set-spam does.")
    {
        Body = [TicketJson.Id.Required(), Text("status", "The new status.", "done").OneOf(TicketStatuses.Names).Required()],
        Answer = [Note],
        Failures = [TicketEndpoints.NotFound],
    };

    public static readonly RouteDoc SpamDoc = new(
        "Admin: tickets", "Mark a ticket as spam or release it",
        "Releasing registers the customer as a contact and sends the mail. Marking takes back neither, and says so.")
    {
        Body = [TicketJson.Id.Required(), Flag("spam", "True: it is spam; false: it is not.", false).Required()],
        Answer = [Note],
        Failures = [TicketEndpoints.NotFound],
    };
}
