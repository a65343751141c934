using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Imports;

/// <summary>Lists the imports of one organisation.</summary>
[StatelessWorker, Reentrant]
public sealed class ImportDirectoryGrain(IImportStore store, ListReads lists) : Grain, IImportDirectoryGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ImportPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        var (jobs, total) = await lists.RunAsync(
            OrganisationId, token => store.ListAsync(OrganisationId, page, pageSize, token), cancellationToken);
        return new() { Items = [.. jobs.Select(job => job.ToReport([]))], Total = total };
    }
}
