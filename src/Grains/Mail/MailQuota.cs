using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Mail;

/// <summary>
/// Keeps to the number of tickets' mails that an organisation's settings let one recipient get in an hour (UTC). What is beyond is held and
/// comes as one digest after the hour. A mail is counted once, before its first attempt. Mails of other kinds are not counted.
/// </summary>
public sealed class MailQuota(IMailOutbox outbox, OrganisationCatalogue organisations, TimeProvider time)
{
    /// <summary>Of leased mails those that may go out; the lease of the others is over.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> AdmitAsync(
        IReadOnlyList<OutgoingMail> mails, string lease, CancellationToken cancellationToken)
    {
        var wanted = new List<RecipientMails>();
        var uncounted = mails.Where(mail => mail is { IsCounted: false, Kind: MailKinds.Ticket or MailKinds.TicketCopy })
            .GroupBy(mail => (mail.OrganisationId, mail.To));
        foreach (var group in uncounted.OrderBy(group => group.Key)) // They lock in this order.
        {
            var settings = await organisations.SettingsAsync(group.Key.OrganisationId, cancellationToken);
            wanted.Add(new()
            {
                OrganisationId = group.Key.OrganisationId, Recipient = group.Key.To, PerHour = settings.Support.MailsPerHour,
                MailIds = [.. group.OrderBy(mail => TicketMailData.Read(mail.Data).Ticket).Select(mail => mail.MailId)],
            });
        }
        if (wanted.Count == 0) return mails;
        var admitted = await outbox.AdmitAsync(wanted, lease, time.GetUtcNow(), cancellationToken);
        var held = wanted
            .SelectMany((mail, i) => mail.MailIds.Skip(admitted[i]).Select(id => (mail.OrganisationId, id))).ToHashSet();
        MailTelemetry.Held(held.Count);
        return [.. mails.Where(mail => !held.Contains((mail.OrganisationId, mail.MailId)))];
    }

    /// <summary>Queues the digests of hours that are over.</summary>
    public Task QueueDigestsAsync(CancellationToken cancellationToken) => outbox.QueueDigestsAsync(time.GetUtcNow(), cancellationToken);
}
