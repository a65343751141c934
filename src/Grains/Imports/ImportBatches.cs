using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Imports;
using Contacts.Core.Text;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Imports;

/// <summary>The next rows of a file in their order: each is written, refused, or written without a field.</summary>
internal sealed record ImportBatch(ImmutableArray<ImportItem> Items, ImmutableArray<string> IgnoredColumns);

/// <summary>A row of a batch.</summary>
internal readonly record struct ImportItem(ImportPlace Behind, long Line, ContactWrite? Write, ImportError? Error);

/// <summary>Cuts a job's file into batches of checked rows whose groups exist.</summary>
internal sealed class ImportBatches(
    OrganisationCatalogue organisations, GroupCatalogue groups, ImportOptions options, TimeProvider time)
{
    /// <summary>The next rows, none at the end.</summary>
    public async Task<ImportBatch> NextAsync(ImportJob job, ImportRows rows, CancellationToken cancellationToken)
    {
        var settings = await organisations.IdentityAsync(job.OrganisationId, cancellationToken);
        var items = ImmutableArray.CreateBuilder<ImportItem>(options.BatchRows);
        var tags = new List<ImmutableArray<string>>(options.BatchRows);
        while (items.Count < options.BatchRows && await rows.NextAsync(cancellationToken) is { } row)
        {
            var good = ImportRowRule.Check(job, row, new ContactInput(settings) { IsLenient = job.Lenient }, time.GetUtcNow(), out var problem);
            tags.Add(good?.Tags ?? []);
            var error = (problem ?? good?.Warning) is { } wrong
                ? new ImportError { Row = row.Behind.Row, Line = row.Line, Problem = wrong, IsImported = good is not null }
                : null;
            items.Add(new(row.Behind, row.Line, good?.Write, error));
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
