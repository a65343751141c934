using Contacts.Core.Mail;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Counts mails by recipient and hour, and makes digests of those that are held, within a session.</summary>
internal static class MailQuotas
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Age of counts that are deleted: processes' clocks differ, and what is counted late must be counted with the others.
    /// </summary>
    private static readonly TimeSpan _kept = 2 * _hour;

    private static readonly Statement _hasOld = new("Mail/has_old_quota.sql");
    private static readonly Statement _take = new("Mail/take_quota.sql");
    private static readonly Statement _noteHeld = new("Mail/note_held.sql");
    private static readonly Statement _admit = new("Mail/admit.sql");
    private static readonly Statement _hold = new("Mail/hold.sql");
    private static readonly Statement _dueDigests = new("Mail/due_digests.sql");
    private static readonly Statement _countHeld = new("Mail/count_held.sql");
    private static readonly Statement _joinDigest = new("Mail/join_digest.sql");
    private static readonly Statement _releaseHeld = new("Mail/release_held.sql");
    private static readonly Statement _noteDigested = new("Mail/note_digested.sql");
    private static readonly Statement _sweep = new("Mail/sweep_quotas.sql");

    /// <summary>Whether there is something to do for <see cref="QueueDigestsAsync"/>.</summary>
    public static async ValueTask<bool> HasOldAsync(IStoreSession session, DateTimeOffset now) =>
        await session.FirstAsync(_hasOld, row => row.Int32(0), HourOf(now) - _hour, HourOf(now) - _kept) == 1;

    /// <summary>How many mails of each recipient may go out.</summary>
    public static async ValueTask<IReadOnlyList<int>> AdmitAsync(
        IStoreSession session, IReadOnlyList<RecipientMails> mails, string lease, DateTimeOffset now)
    {
        var hour = HourOf(now);
        var asked = await session.FirstOfEachAsync(
            _take, row => row.Int64(0),
            mails.Select(mail => new SqlValue[] { mail.OrganisationId, mail.Recipient, hour, mail.MailIds.Length }));
        var admitted = mails
            .Select((mail, i) => Math.Clamp(mail.PerHour - (asked[i] - mail.MailIds.Length), 0, mail.MailIds.Length)).ToArray();
        await session.RunEachAsync(_admit, mails.SelectMany((mail, i) =>
            mail.MailIds.Take((int)admitted[i]).Select(id => new SqlValue[] { mail.OrganisationId, id })));
        await session.RunEachAsync(_hold, mails.SelectMany((mail, i) =>
            mail.MailIds.Skip((int)admitted[i]).Select(id => new SqlValue[] { mail.OrganisationId, id, lease, hour + _hour })));
        await session.RunEachAsync(_noteHeld, mails.Where((mail, i) => admitted[i] < mail.MailIds.Length)
            .Select(mail => new SqlValue[] { mail.OrganisationId, mail.Recipient, hour }));
        return [.. admitted.Select(count => (int)count)];
    }

    /// <summary>Queues the digests of hours that are over, and forgets hours of which nothing is held; how many digests.</summary>
    public static async ValueTask<int> QueueDigestsAsync(IStoreSession session, DateTimeOffset now)
    {
        var due = await session.AllAsync(
            _dueDigests, row => (OrganisationId: row.Int32(0), Recipient: row.Text(1), Hour: row.Time(2)), HourOf(now) - _hour);
        var digests = 0;
        foreach (var (organisationId, recipient, hour) in due)
        {
            if (await QueueDigestAsync(session, organisationId, recipient, hour + _hour, now)) digests++;
            await session.RunAsync(_noteDigested, organisationId, recipient, hour);
        }
        await session.RunAsync(_sweep, HourOf(now) - _kept);
        return digests;
    }

    private static async ValueTask<bool> QueueDigestAsync(
        IStoreSession session, int organisationId, string recipient, DateTimeOffset heldUntil, DateTimeOffset now)
    {
        var (count, only) = await session.FirstAsync(
            _countHeld, row => (row.Int64(0), row.TextOrNull(1)), organisationId, recipient, heldUntil);
        if (count == 0) return false;
        if (count == 1)
        {
            await session.RunAsync(_releaseHeld, organisationId, only, now);
            return true;
        }
        var digest = new QueuedMail
        {
            OrganisationId = organisationId, Kind = MailKinds.Digest, Recipient = recipient, Data = "{}", At = now,
        };
        await session.RunAsync(_joinDigest, organisationId, recipient, heldUntil, digest.MailId);
        await session.RunAsync(MailOutbox.Queue, MailOutbox.Values(digest));
        return true;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % _hour.Ticks), TimeSpan.Zero);
}
