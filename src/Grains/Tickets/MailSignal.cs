using Contacts.Grains.Jobs;

namespace Contacts.Grains.Tickets;

/// <summary>Wakes this process's <see cref="MailDispatcher"/> when a mail was queued.</summary>
public sealed class MailSignal : WorkSignal;
