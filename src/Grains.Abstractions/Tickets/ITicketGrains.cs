using Contacts.Core.Audit;
using Contacts.Core.Tickets;
using Orleans;

namespace Contacts.Grains.Abstractions.Tickets;

/// <summary>The tickets of one organisation (key: organisation id): takes contact forms in and keeps the inbox.</summary>
[Alias("tickets.desk")]
public interface ITicketDeskGrain : IGrainWithIntegerKey
{
    /// <summary>Makes a ticket of a form, spam or not. Done (then the ticket, its contact and its mail are stored) or Invalid.</summary>
    Task<TicketResult> SubmitAsync(ContactForm form, CancellationToken cancellationToken);

    Task<TicketPage> ListAsync(TicketQuery query, CancellationToken cancellationToken);

    /// <summary>The ticket of an id; null if there is none.</summary>
    Task<TicketDetail?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The ticket of a key such as "DEMO-17", in any case; null if there is none.</summary>
    Task<TicketDetail?> FindByKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a ticket a status. Leaving spam registers the customer and sends the mail; becoming spam takes nothing back, which the note
    /// says. Done or NotFound.
    /// </summary>
    Task<TicketResult> SetStatusAsync(
        string id, TicketStatus status, string actor, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>As <see cref="SetStatusAsync"/>: to spam, or back to new where the ticket is spam. Done or NotFound.</summary>
    Task<TicketResult> SetSpamAsync(string id, bool spam, string actor, CommandTrail? trail, CancellationToken cancellationToken);
}

/// <summary>
/// Counts the forms from one prefix within this process. Key: organisation id, a slash, the prefix (/24, or /48 of IPv6).
/// </summary>
[Alias("tickets.submitter")]
public interface ISubmitterGrain : IGrainWithStringKey
{
    /// <summary>Counts a form from an address in a network of the prefix, and tells how many there were within the last hour.</summary>
    Task<SubmitterCounts> CountAsync(string address, string network);
}
