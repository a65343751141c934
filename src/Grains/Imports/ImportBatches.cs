using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Imports;
using Contacts.Core.Text;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Imports;

/// <summary>The next rows of a file in their order, each either to be written or refused, and the position behind each.</summary>
internal sealed record ImportBatch(ImmutableArray<ImportItem> Items, ImmutableArray<string> IgnoredColumns);

/// <summary>A row of a batch.</summary>
internal readonly record struct ImportItem(long End, ContactWrite? Write, ImportError? Error);

/// <summary>Cuts a job's file into batches of checked rows whose groups exist.</summary>
internal sealed class ImportBatches(
    OrganisationCatalogue organisations, GroupCatalogue groups, ImportOptions options, TimeProvider time)
{
    /// <summary>The next rows, none at the end; <paramref name="done"/> is how many there were before.</summary>
    public async Task<ImportBatch> NextAsync(ImportJob job, ImportRows rows, long done, CancellationToken cancellationToken)
    {
        var settings = await organisations.IdentityAsync(job.OrganisationId, cancellationToken);
        var items = ImmutableArray.CreateBuilder<ImportItem>(options.BatchRows);
        var tags = new List<ImmutableArray<string>>(options.BatchRows);
        while (items.Count < options.BatchRows && await rows.NextAsync(cancellationToken) is { } row)
        {
            var number = done + items.Count + 1;
            var good = ImportRowRule.Check(job, row, number, new ContactInput(settings), time.GetUtcNow(), out var problem);
            tags.Add(good?.Tags ?? []);
            items.Add(new(row.End, good?.Write, problem is null ? null : new ImportError { Row = number, Problem = problem }));
        }
        var known = await GroupsAsync(job, tags, cancellationToken);
        for (var i = 0; i < items.Count; i++)
            if (tags[i].Length > 0) items[i] = items[i] with { Write = items[i].Write! with { GroupIds = Ids(tags[i], known) } };
        return new(items.DrainToImmutable(), rows.IgnoredColumns);
    }

    private async ValueTask<Dictionary<string, long>> GroupsAsync(
        ImportJob job, List<ImmutableArray<string>> tags, CancellationToken cancellationToken)
    {
        ImmutableArray<string> names = [.. tags.SelectMany(row => row).DistinctBy(GroupTag.Key)];
        if (names.IsEmpty) return [];
        IEnumerable<GroupRef?> found = job.DryRun
            ? await groups.FindAsync(job.OrganisationId, names, cancellationToken)
            : (await groups.EnsureAsync(job.OrganisationId, names, cancellationToken)).Select(GroupRef? (group) => group);
        // In a dry run a group that does not exist yet has an id that none has.
        return names.Zip(found).Select((pair, i) => (Key: GroupTag.Key(pair.First), Id: pair.Second?.Id ?? -1 - i)).ToDictionary();
    }

    private static ImmutableArray<long> Ids(ImmutableArray<string> tags, Dictionary<string, long> known) =>
        [.. tags.Select(tag => known[GroupTag.Key(tag)])];
}
