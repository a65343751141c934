using System.Collections.Immutable;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>
/// Contacts, memberships, events and merges in one relational store. Success means committed. Every method throws
/// <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface IContactStore
{
    /// <summary>Batches worth having under way at once.</summary>
    int MaxBatchesInFlight { get; }

    /// <summary>Lists, of contacts or others, that may be read at once so that short reads still find room.</summary>
    int MaxConcurrentLists { get; }

    /// <summary>Commits a batch as a whole; each row has its own result, in the order of the rows.</summary>
    Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> batch, CancellationToken cancellationToken);

    /// <summary>The contact with its memberships; the survivor where the id was merged away; null if there is none.</summary>
    Task<ContactRow?> FindAsync(int organisationId, long contactId, CancellationToken cancellationToken);

    /// <summary>The live contact of a canonical address; null if there is none.</summary>
    Task<ContactRow?> FindByEmailAsync(int organisationId, string emailKey, CancellationToken cancellationToken);

    /// <summary>The live contact that has an integrator's id; null if there is none.</summary>
    Task<ContactRow?> FindByForeignIdAsync(int organisationId, string foreignId, CancellationToken cancellationToken);

    /// <summary>At most so many of the live contacts that have a number, by id.</summary>
    Task<ImmutableArray<ContactRow>> FindByPhoneAsync(int organisationId, string phone, int atMost, CancellationToken cancellationToken);

    /// <summary>The consent that a link names by its id, with its contact; null if there is none.</summary>
    Task<LinkedConsent?> FindLinkedAsync(int organisationId, long consentId, CancellationToken cancellationToken);

    /// <summary>The row of exactly this id, live or merged away; null if there is none.</summary>
    Task<ContactRow?> FindRowAsync(int organisationId, long contactId, CancellationToken cancellationToken);

    /// <summary>The id of the live contact behind an external id, also one merged away; null if there is none.</summary>
    Task<long?> ResolveAsync(int organisationId, string externalId, CancellationToken cancellationToken);

    /// <summary>Commits all of a change set or nothing.</summary>
    Task<ApplyOutcome> ApplyAsync(ContactChangeSet changes, CancellationToken cancellationToken);

    /// <summary>One page of live contacts and the exact total, from one snapshot.</summary>
    Task<ContactPage> ListAsync(int organisationId, ContactQuery query, CancellationToken cancellationToken);

    /// <summary>A merge by its id; null if there is none.</summary>
    Task<MergeRecord?> FindMergeAsync(int organisationId, string mergeId, CancellationToken cancellationToken);

    /// <summary>The merges into a contact, and into those merged into it, that were not undone, newest first.</summary>
    Task<ImmutableArray<MergeRecord>> MergesAsync(int organisationId, long contactId, CancellationToken cancellationToken);
}

/// <summary>
/// The consent that a link names as it is stored, the live contact that has its address (null if none has), and what is stored of the
/// consent of that contact's number.
/// </summary>
public sealed record LinkedConsent(ConsentRow Consent, ContactRow? Contact, ConsentRow? Number)
{
    /// <summary>What is stored once the change set is applied, versions aside.</summary>
    public LinkedConsent After(ContactChangeSet changes) => this with
    {
        Consent = changes.Consents.FirstOrDefault(consent => consent.Key == Consent.Key) ?? Consent,
        Contact = changes.Contacts.FirstOrDefault(contact => contact.Id == Contact?.Id) ?? Contact,
    };
}
