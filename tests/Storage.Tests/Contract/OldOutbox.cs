using Contacts.Core.Mail;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>An outbox of the schema in which it was one of tickets alone, and what must be there after the migration.</summary>
internal static class OldOutbox
{
    private const string To = "desk@example.com";

    /// <summary>Mails of tickets 1 to 9, in the spelling of both databases but for the instants of now and of a minute later.</summary>
    public static string Insert(string now, string later) => $"""
        INSERT INTO organisation (organisation_id, slug, name, created_at) VALUES (77, 'old', 'Old', {now});
        INSERT INTO ticket (organisation_id, ticket_no, external_id, status, subject, message, score, reasons, text_hash, search_text, created_at, updated_at)
        SELECT 77, n, 'ticket-' || n, 0, 'Subject ' || n, 'Message ' || n, 0, '', n, '', {now}, {now}
        FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7
            UNION ALL SELECT 8 UNION ALL SELECT 9) AS numbers;
        INSERT INTO mail_outbox (organisation_id, ticket_no, mail_id, recipient, state, attempts, note, lease, queued_at, due_at, trace_parent, is_counted, digest_no)
        VALUES (77, 1, 'waiting', '{To}', 0, 2, '451 busy', NULL, {now}, {now}, 'trace', true, NULL),
            (77, 2, 'leased', '{To}', 0, 0, NULL, 'old-process', {now}, {later}, NULL, true, NULL),
            (77, 3, 'sent', '{To}', 1, 1, NULL, NULL, {now}, {now}, NULL, true, NULL),
            (77, 4, 'failed', '{To}', 2, 5, '550 no', NULL, {now}, {now}, NULL, true, NULL),
            (77, 5, 'held', '{To}', 3, 0, NULL, NULL, {now}, {later}, NULL, false, NULL),
            (77, 6, 'digest', 'x@example.com', 0, 1, '451 busy', NULL, {now}, {now}, NULL, true, 6),
            (77, 7, 'in-digest', 'x@example.com', 3, 0, NULL, NULL, {now}, {now}, NULL, false, 6),
            (77, 8, 'alone', 'y@example.com', 0, 0, NULL, NULL, {now}, {now}, NULL, true, 8);
        """;

    /// <summary>Everything that waited is sent once, with the message id that it had.</summary>
    public static async Task CheckAsync(IMailOutbox outbox, ITicketStore tickets, DateTimeOffset now)
    {
        var mails = await outbox.LeaseAsync(100, "new", now, now.AddHours(1), CancellationToken.None);
        Assert.Equal(["alone", "digest", "waiting"], mails.Select(mail => mail.MailId).Order());
        var waiting = mails.Single(mail => mail.MailId == "waiting");
        Assert.Equal((MailKinds.Ticket, 2, "trace", true), (waiting.Kind, waiting.Attempts, waiting.TraceParent, waiting.IsCounted));
        var digest = mails.Single(mail => mail.MailId == "digest");
        Assert.Equal((MailKinds.Digest, 1), (digest.Kind, digest.Attempts));
        var digested = await tickets.DigestAsync(77, "digest", CancellationToken.None);
        Assert.Equal(["Message 6", "Message 7"], digested.First.Select(ticket => ticket.Message));
        Assert.Equal(["leased"], (await outbox.LeaseAsync(100, "new", now.AddMinutes(2), now.AddHours(1), CancellationToken.None))
            .Select(mail => mail.MailId));

        await outbox.ReportAsync(
            [.. mails.Select(mail => new MailReport
            {
                OrganisationId = 77, MailId = mail.MailId, Lease = "new", State = MailState.Sent, DueAt = now,
            })], CancellationToken.None);
        MailState?[] states =
        [
            MailState.Sent, MailState.Queued, MailState.Sent, MailState.Failed, MailState.Held, MailState.Sent, MailState.Sent, MailState.Sent, null,
        ];
        for (var number = 1; number <= states.Length; number++)
            Assert.Equal(states[number - 1], (await tickets.FindAsync(77, number, CancellationToken.None))!.Mail.State);
    }
}
