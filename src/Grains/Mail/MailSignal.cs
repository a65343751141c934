using Contacts.Grains.Jobs;

namespace Contacts.Grains.Mail;

/// <summary>Wakes this process's <see cref="MailDispatcher"/> when a mail was queued.</summary>
public sealed class MailSignal : WorkSignal;
