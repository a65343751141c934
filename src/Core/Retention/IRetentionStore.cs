namespace Contacts.Core.Retention;

/// <summary>What is removed when it was kept for as long as an organisation wants.</summary>
public enum RetainedData
{
    /// <summary>Texts and customers of tickets, with mails about them that were not sent.</summary>
    TicketTexts,

    /// <summary>IP addresses and networks of tickets.</summary>
    TicketAddresses,

    /// <summary>IP addresses and user agents in the evidence of consents.</summary>
    ConsentAddresses,

    /// <summary>IP addresses and user agents in the evidence of histories.</summary>
    HistoryAddresses,

    /// <summary>IP addresses and user agents in the evidence of consents that journals of merges have.</summary>
    MergeAddresses,

    /// <summary>IP addresses of the audit.</summary>
    AuditAddresses,

    /// <summary>All that entries of histories say beside their kind and time.</summary>
    Histories,
}

/// <summary>
/// Removes personal data that is old enough, in small batches, and remembers how far it has come: what was once old enough is not read
/// again. Throws StoreUnavailableException while the store is unavailable.
/// </summary>
public interface IRetentionStore
{
    /// <summary>Takes the work of a night, or goes on holding it; false if it is done, or another process holds it.</summary>
    Task<bool> HoldAsync(RetentionHold hold, CancellationToken cancellationToken);

    /// <summary>Records that the work of a night is done.</summary>
    Task FinishAsync(RetentionHold hold, CancellationToken cancellationToken);

    /// <summary>
    /// Removes data of an organisation that was recorded before a moment from about <paramref name="atMost"/> records. False if no more is
    /// that old.
    /// </summary>
    Task<bool> RemoveAsync(
        int organisationId, RetainedData data, DateTimeOffset before, int atMost, CancellationToken cancellationToken);
}

/// <summary>One process's hold on the work of a night. Nights are numbered in days from 1970 on.</summary>
public sealed record RetentionHold(long Night, string Holder, DateTimeOffset Now, DateTimeOffset Until);
