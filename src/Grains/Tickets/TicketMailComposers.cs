using Contacts.Core.Mail;
using Contacts.Core.Tickets;
using Contacts.Grains.Batching;
using Contacts.Grains.Organisations;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets;

/// <summary>Writes the mails of tickets. Tickets are read in batches: a dispatcher sends many mails at once.</summary>
public sealed class TicketMailComposer(
    ITicketStore store, OrganisationCatalogue organisations, TimeProvider time, ILogger<TicketMailComposer> logger)
    : IMailComposer, IAsyncDisposable
{
    private readonly BatchQueue<(int OrganisationId, long Number), MailedTicket?> _tickets = new(
        new() { Run = store.MailedAsync }, new(), time, logger);

    public string Kind => MailKinds.Ticket;

    public async ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        if (await _tickets.AddAsync((mail.OrganisationId, TicketMailData.Read(mail.Data).Ticket)) is not { } ticket) return null;
        var (name, settings) = await organisations.NamedAsync(mail.OrganisationId, cancellationToken);
        return new TicketMailText(name, settings).Write(ticket);
    }

    public ValueTask DisposeAsync() => _tickets.DisposeAsync();
}

/// <summary>
/// Writes the copies of tickets' mails: where one cannot be carried to its recipient, the mail itself is enough for others.
/// </summary>
public sealed class TicketCopyComposer(TicketMailComposer mails) : IMailComposer
{
    public string Kind => MailKinds.TicketCopy;

    public async ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        await mails.ComposeAsync(mail, cancellationToken) is { } content ? content with { OtherRecipient = null } : null;
}

/// <summary>Writes digests: several tickets in one mail.</summary>
public sealed class DigestMailComposer(ITicketStore store, OrganisationCatalogue organisations) : IMailComposer
{
    public string Kind => MailKinds.Digest;

    public async ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var digest = await store.DigestAsync(mail.OrganisationId, mail.MailId, cancellationToken);
        if (digest.Total == 0) return null;
        var (name, settings) = await organisations.NamedAsync(mail.OrganisationId, cancellationToken);
        return new TicketMailText(name, settings).Write(digest);
    }
}
