using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Grains.Tests.Contacts;

/// <summary>Contacts to start from.</summary>
internal static class SampleRows
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly ChangeNote Note = new("key", At, "because");

    public static ContactRow Contact(long id, string? email, params long[] groups) => new()
    {
        OrganisationId = 1, Id = id, ExternalId = $"external-{id}", Email = email, EmailKey = email, CreatedAt = At, UpdatedAt = At, Version = 7,
        Groups = Members(groups),
    };

    public static ImmutableArray<GroupRef> Members(params long[] ids) => [.. ids.Select(id => new GroupRef { Id = id, Name = $"group {id}" })];

    public static long[] Ids(ContactRow row) => [.. row.Groups.Select(group => group.Id)];

    /// <summary>A merge as it is journalled.</summary>
    public static MergeJournal Merged(ContactRow survivor, ContactRow legacy) =>
        new() { SurvivorBefore = survivor, LegacyBefore = legacy, SurvivorAfter = MergeRule.Merge(survivor, legacy).Survivor };

    /// <summary>The undo of a merge after which the survivor became <paramref name="now"/>.</summary>
    public static (ContactRow Survivor, ContactRow Legacy) Undone(MergeJournal merge, ContactRow now, params MergeJournal[] later) =>
        MergeRule.Undo(merge, now, MergeRule.Merge(merge.SurvivorBefore, merge.LegacyBefore).Legacy, later);
}
