using Contacts.Core.Tickets;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Tickets;

/// <summary>
/// Keeps to the number of mails that an organisation's settings let one recipient get in an hour (UTC). What is beyond is held and comes as
/// one digest after the hour. A mail is counted once, before its first attempt.
/// </summary>
public sealed class MailQuota(IMailOutbox outbox, OrganisationCatalogue organisations, TimeProvider time)
{
    /// <summary>Of leased mails those that may go out; the lease of the others is over.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> AdmitAsync(
        IReadOnlyList<OutgoingMail> mails, string lease, CancellationToken cancellationToken)
    {
        var wanted = new List<RecipientMails>();
        var uncounted = mails.Where(mail => !mail.IsCounted).GroupBy(mail => (mail.OrganisationId, mail.To));
        foreach (var group in uncounted.OrderBy(group => group.Key)) // They lock in this order.
        {
            var settings = await organisations.SettingsAsync(group.Key.OrganisationId, cancellationToken);
            wanted.Add(new()
            {
                OrganisationId = group.Key.OrganisationId, Recipient = group.Key.To, PerHour = settings.Support.MailsPerHour,
                Numbers = [.. group.Select(mail => mail.Number).Order()],
            });
        }
        if (wanted.Count == 0) return mails;
        var admitted = await outbox.AdmitAsync(wanted, lease, time.GetUtcNow(), cancellationToken);
        var held = wanted
            .SelectMany((mail, i) => mail.Numbers.Skip(admitted[i]).Select(number => (mail.OrganisationId, number))).ToHashSet();
        MailTelemetry.Held(held.Count);
        return [.. mails.Where(mail => !held.Contains((mail.OrganisationId, mail.Number)))];
    }

    /// <summary>Queues the digests of hours that are over.</summary>
    public Task QueueDigestsAsync(CancellationToken cancellationToken) => outbox.QueueDigestsAsync(time.GetUtcNow(), cancellationToken);
}
