using Contacts.Core.Tickets;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The outbox, but for what is done with many mails at once, which the databases do in different ways.</summary>
internal abstract class MailOutbox(IStoreDatabase database) : IMailOutbox
{
    private static readonly Statement _digest = new("Tickets/digest.sql");

    public async Task<IReadOnlyList<OutgoingMail>> LeaseAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var mails = await LeaseDueAsync(most, lease, now, until, cancellationToken);
        for (var i = 0; i < mails.Count; i++)
            if (mails[i].DigestNumber is not null) mails[i] = await WithDigestAsync(mails[i], cancellationToken);
        return mails;
    }

    public Task<IReadOnlyList<int>> AdmitAsync(
        IReadOnlyList<RecipientMails> mails, string lease, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.TransactAsync(session => MailQuotas.AdmitAsync(session, mails, lease, now), cancellationToken);

    public async Task<int> QueueDigestsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Mostly there is nothing: no transaction then.
        return await database.ReadAsync(session => MailQuotas.HasOldAsync(session, now), cancellationToken)
            ? await database.TransactAsync(session => MailQuotas.QueueDigestsAsync(session, now), cancellationToken)
            : 0;
    }

    public abstract Task RenewAsync(string lease, DateTimeOffset until, CancellationToken cancellationToken);

    public abstract Task ReportAsync(IReadOnlyList<MailReport> reports, CancellationToken cancellationToken);

    public abstract Task<WaitingMails> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>Leases mails that are due, digests without their tickets.</summary>
    protected abstract Task<List<OutgoingMail>> LeaseDueAsync(
        int most, string lease, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    private async Task<OutgoingMail> WithDigestAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.AllAsync(
                _digest, row => (Ticket: TicketRows.OfDigest(row), Total: row.Int64(8)), mail.OrganisationId, mail.Number,
                DigestTicket.MessageLimit, DigestTicket.Most),
            cancellationToken);
        return mail with { Digest = [.. rows.Select(row => row.Ticket)], DigestTotal = rows.Select(row => row.Total).FirstOrDefault() };
    }
}
