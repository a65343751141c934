using Contacts.Core.Mail;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Mail;

/// <summary>Queues mails within the writer's transaction.</summary>
internal static class SqliteMailQueue
{
    private static readonly SqliteQuery _queue = new(MailOutbox.Queue.Sqlite);

    public static void Add(SqliteSession session, QueuedMail mail) => session.Prepare(_queue)
        .Bind(mail.OrganisationId).Bind(mail.MailId).Bind(mail.Kind).Bind((long)mail.Priority).Bind(mail.Recipient).Bind(mail.Data)
        .Bind(mail.TraceParent).Bind(mail.At).Run();
}
