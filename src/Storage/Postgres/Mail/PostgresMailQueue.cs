using Contacts.Core.Mail;
using Npgsql;

namespace Contacts.Storage.Postgres.Mail;

/// <summary>Queues mails with the other commands of a batch, and so in its transaction.</summary>
internal static class PostgresMailQueue
{
    private static readonly string _queueMany = Sql.Load("Postgres/Mail/queue_many.sql");

    /// <summary>One command for all of them; none where there are none.</summary>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<QueuedMail> mails)
    {
        if (mails.Count == 0) return;
        batch.Add(_queueMany)
            .With(mails, mail => mail.OrganisationId).With(mails, mail => mail.MailId).With(mails, mail => mail.Kind)
            .With(mails, mail => (short)mail.Priority).With(mails, mail => mail.Recipient).With(mails, mail => mail.Data)
            .With(mails, mail => mail.TraceParent).With(mails, mail => mail.At.UtcDateTime);
    }
}
