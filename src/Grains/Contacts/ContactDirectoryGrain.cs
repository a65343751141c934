using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Consent;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Contacts;

/// <summary>
/// Reads over all contacts of one organisation, straight from the store. Keeps nothing: it is there for fronts that have no database.
/// </summary>
[StatelessWorker, Reentrant]
public sealed class ContactDirectoryGrain(
    IContactStore store, IContactHistoryStore histories, ContactIntake intake, ListReads lists, ConsentLedger consents,
    OrganisationCatalogue organisations, TimeProvider time)
    : Grain, IContactDirectoryGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<ContactPage> ListAsync(ContactQuery query, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => ReadAsync(query.AsStored(time.GetUtcNow()), token), cancellationToken);

    public Task<ContactResult> CreateAsync(CheckedContact contact) => intake.WriteAsync(OrganisationId, contact);

    public Task<long?> ResolveAsync(string externalId, CancellationToken cancellationToken) =>
        store.ResolveAsync(OrganisationId, externalId, cancellationToken);

    public async Task<long?> FindByEmailAsync(string emailKey, CancellationToken cancellationToken) =>
        (await store.FindByEmailAsync(OrganisationId, emailKey, cancellationToken))?.Id;

    public async Task<Contact?> GetAsync(long contactId, CancellationToken cancellationToken) =>
        (await store.FindAsync(OrganisationId, contactId, cancellationToken))?.ToContact();

    public async Task<ImmutableArray<Contact>> FindAsync(ContactIdentity identity, CancellationToken cancellationToken) =>
        [.. (await store.FindAllAsync(OrganisationId, identity, cancellationToken)).Select(contact => contact.ToContact())];

    public Task<HistoryPage> HistoryAsync(long contactId, HistoryRange range, CancellationToken cancellationToken) =>
        histories.ReadAsync(OrganisationId, contactId, range, cancellationToken);

    public async Task<long?> ResolveMergeAsync(string mergeId, CancellationToken cancellationToken) =>
        (await store.FindMergeAsync(OrganisationId, mergeId, cancellationToken))?.SurvivorId;

    private async Task<ContactPage> ReadAsync(ContactQuery query, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(OrganisationId, query, cancellationToken);
        if (!query.WithConsents || page.Items.IsEmpty) return page;
        var mode = (await organisations.IdentityAsync(OrganisationId, cancellationToken)).EmailCanonicalization;
        return await consents.WithStandingsAsync(OrganisationId, page, mode, query.At, cancellationToken);
    }
}
