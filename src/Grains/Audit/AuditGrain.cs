using Contacts.Core.Audit;
using Contacts.Grains.Abstractions.Audit;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Audit;

/// <summary>Reads the audit of one organisation.</summary>
[StatelessWorker, Reentrant]
public sealed class AuditGrain(IAuditStore store, ListReads lists) : Grain, IAuditGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => store.ListAsync(OrganisationId, query, token), cancellationToken);
}
