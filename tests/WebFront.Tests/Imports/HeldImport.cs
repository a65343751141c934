using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Organisations;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Contacts.WebFront.Tests.Imports;

/// <summary>A running import that the test works on in the service's place: it is as far as the test says.</summary>
internal sealed class HeldImport(IImportStore store, ImportJob job)
{
    public string Id => ImportId.Text(job.ImportId);

    /// <summary>An import of two rows that a test has taken before the service did.</summary>
    public static async Task<HeldImport> NewAsync(ServiceHost service, Tenant tenant)
    {
        var store = service.App.Services.GetRequiredService<IImportStore>();
        var organisation = await service.App.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IOrganisationDirectoryGrain>(0).FindAsync(tenant.Slug, default);
        while (true)
        {
            var job = await QueueAsync(store, organisation!.Id);
            var now = TimeProvider.System.GetUtcNow();
            if (await store.ClaimAsync(now, now.AddHours(1), default) is not { } claimed) continue; // The service was faster.
            if (claimed.ImportId == job.ImportId) return new(store, claimed);
            await store.ReleaseAsync(claimed, now, default);
        }
    }

    public Task SaveAsync(ImportState state, int created)
    {
        var now = TimeProvider.System.GetUtcNow();
        var isDone = state == ImportState.Done;
        return store.SaveAsync(
            job with { State = state, Created = created, FinishedAt = isDone ? now : null }, [], now, isDone ? null : now.AddHours(1), default);
    }

    /// <summary>Leaves the rest to the service.</summary>
    public Task ReleaseAsync() => store.ReleaseAsync(job, TimeProvider.System.GetUtcNow(), default);

    /// <summary>Before all others that wait.</summary>
    private static async Task<ImportJob> QueueAsync(IImportStore store, int organisation)
    {
        var job = new ImportJob
        {
            OrganisationId = organisation, ImportId = Random.Shared.NextInt64(1, long.MaxValue), State = ImportState.Uploading,
            Format = ImportFormat.Csv, Actor = "test", CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        Assert.True(await store.BeginAsync(job, int.MaxValue, default));
        Assert.True(await store.AppendAsync(organisation, job.ImportId, 0, [.. "email\na@x.cz\nb@x.cz\n"u8], job.CreatedAt, default));
        Assert.True(await store.SubmitAsync(organisation, job.ImportId, DateTimeOffset.UnixEpoch, null, default));
        return job;
    }
}
