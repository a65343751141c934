using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Imports;
using Contacts.Core.Text;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Imports;

/// <summary>The next rows of a file in their order: each is written, refused, or written without a field. Groups by id.</summary>
internal sealed record ImportBatch(
    ImmutableArray<ImportItem> Items, ImmutableArray<string> IgnoredColumns, IReadOnlyDictionary<long, string> Groups);

/// <summary>A row of a batch.</summary>
internal readonly record struct ImportItem(ImportPlace Behind, ImportOrigin Origin, ContactWrite? Write, ImportError? Error);

/// <summary>Cuts a job's file into batches of checked rows whose groups exist.</summary>
internal sealed class ImportBatches(
    OrganisationCatalogue organisations, GroupCatalogue groups, IImportUndoStore undo, TimeProvider time)
{
    /// <summary>The next rows, at most so many; none at the end.</summary>
    public async Task<ImportBatch> NextAsync(ImportJob job, ImportRows rows, int atMost, CancellationToken cancellationToken)
    {
        var settings = await organisations.IdentityAsync(job.OrganisationId, cancellationToken);
        var items = ImmutableArray.CreateBuilder<ImportItem>(atMost);
        var tags = new List<ImmutableArray<string>>(atMost);
        while (items.Count < atMost && await rows.NextAsync(cancellationToken) is { } row)
        {
            var good = ImportRowRule.Check(
                job, row, new ContactInput(settings) { IsLenient = job.Lenient }, time.GetUtcNow(), out var problem);
            tags.Add(good?.Tags ?? []);
            items.Add(Item(row, good, problem));
        }
        var known = await GroupsAsync(job, tags, cancellationToken);
        for (var i = 0; i < items.Count; i++)
            if (tags[i].Length > 0) items[i] = items[i] with { Write = items[i].Write! with { GroupIds = Ids(tags[i], known) } };
        var names = known.Values.DistinctBy(group => group.Id).ToDictionary(group => group.Id, group => group.Name);
        return new(items.DrainToImmutable(), rows.IgnoredColumns, names);
    }

    private static ImportItem Item(ImportRow row, CheckedRow? good, FieldProblem? problem)
    {
        var origin = new ImportOrigin(row.Behind.Row, row.Line, row.Cells);
        if (problem is not null) return new(row.Behind, origin, null, origin.Refuse(problem));
        return new(row.Behind, origin, good?.Write, good?.Warning is { } wrong ? origin.Warn(wrong) : null);
    }

    private async ValueTask<Dictionary<string, GroupRef>> GroupsAsync(
        ImportJob job, List<ImmutableArray<string>> tags, CancellationToken cancellationToken)
    {
        ImmutableArray<string> names = [.. tags.SelectMany(row => row).DistinctBy(GroupTag.Key)];
        if (names.IsEmpty) return [];
        var found = await groups.FindAsync(job.OrganisationId, names, cancellationToken);
        var known = names.Zip(found).Where(pair => pair.Second is not null)
            .ToDictionary(pair => GroupTag.Key(pair.First), pair => pair.Second!);
        ImmutableArray<string> unknown = [.. names.Where(name => !known.ContainsKey(GroupTag.Key(name)))];
        if (unknown.IsEmpty) return known;
        var made = job.DryRun ? [.. unknown.Select(Imagined)] : await MakeAsync(job, unknown, cancellationToken);
        foreach (var (name, group) in unknown.Zip(made)) known.Add(GroupTag.Key(name), group);
        return known;
    }

    /// <summary>Noted first: groups are not made in the transaction of the rows.</summary>
    private async Task<ImmutableArray<GroupRef>> MakeAsync(ImportJob job, ImmutableArray<string> names, CancellationToken cancellationToken)
    {
        await undo.AddGroupsAsync(job, [.. names.Select(GroupTag.Key)], cancellationToken);
        return await groups.MakeAsync(job.OrganisationId, names, cancellationToken);
    }

    /// <summary>In a dry run a group that does not exist has an id that none has, always the same.</summary>
    private static GroupRef Imagined(string name)
    {
        var hash = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(GroupTag.Key(name))));
        return new() { Id = hash | long.MinValue, Name = name };
    }

    private static ImmutableArray<long> Ids(ImmutableArray<string> tags, Dictionary<string, GroupRef> known) =>
        [.. tags.Select(tag => known[GroupTag.Key(tag)].Id)];
}
