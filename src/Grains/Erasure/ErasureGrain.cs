using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Erasure;
using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Erasure;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Erasure;

/// <summary>Erases people of an organisation, and lists what was erased.</summary>
[StatelessWorker, Reentrant]
public sealed class ErasureGrain(PersonEraser eraser, IErasureStore store, IOrganisationStore organisations, TimeProvider time)
    : Grain, IErasureGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<EraseResult> EraseAsync(EraseRequest request, CancellationToken cancellationToken) =>
        eraser.EraseAsync(OrganisationId, request, cancellationToken);

    public Task<ErasurePage> ListAsync(int limit, long? before, CancellationToken cancellationToken) =>
        store.ListAsync(OrganisationId, limit, before, cancellationToken);

    public async Task<ErasureRow?> FindAsync(long number, CancellationToken cancellationToken)
    {
        var page = await store.ListAsync(OrganisationId, 1, number + 1, cancellationToken);
        return page.Items.FirstOrDefault(row => row.Number == number);
    }

    public async Task<int> SuppressAsync(ImmutableArray<string> hashes, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = at, Action = AuditActions.HashesSuppressed, TargetKind = AuditTargets.Organisation,
            TargetId = (await organisations.FindAsync(OrganisationId, cancellationToken))!.Organisation.Slug,
        };
        return await store.SuppressAsync(OrganisationId, hashes, at, cancellationToken, trail?.Doing(act));
    }
}
