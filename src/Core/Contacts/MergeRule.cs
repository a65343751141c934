using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>Both contacts as they were before a merge, and the survivor as the merge left it. What an undo starts from.</summary>
public sealed record MergeJournal
{
    public required ContactRow SurvivorBefore { get; init; }
    public required ContactRow LegacyBefore { get; init; }
    public required ContactRow SurvivorAfter { get; init; }

    /// <summary>The consents that the merge changed, as they were before.</summary>
    public ImmutableArray<ConsentRow> Consents { get; init; } = [];
}

/// <summary>
/// The merge rule and its undo. Pure. The survivor keeps its own values, empty ones are filled from the other; groups and attributes are
/// united; consent is the stricter of the two. The other's row stays, points to the survivor and has no memberships.
/// </summary>
public static class MergeRule
{
    public static (ContactRow Survivor, ContactRow Legacy) Merge(ContactRow survivor, ContactRow legacy)
    {
        var merged = (survivor with
        {
            Email = survivor.Email ?? legacy.Email,
            EmailKey = survivor.Email is null ? legacy.EmailKey : survivor.EmailKey,
            Phone = survivor.Phone ?? legacy.Phone,
            Groups = ContactRules.InOrder(survivor.Groups.Concat(legacy.Groups)),
            EmailSubscribed = survivor.EmailSubscribed && legacy.EmailSubscribed,
            SmsSubscribed = survivor.SmsSubscribed && legacy.SmsSubscribed,
            Source = survivor.Source ?? legacy.Source,
            ForeignId = survivor.ForeignId ?? legacy.ForeignId,
            Attributes = ContactAttributes.Unite(survivor.Attributes, legacy.Attributes),
        }).WithProfile(field => Filled(survivor[field], legacy[field]));
        return (merged, legacy with { MergedInto = survivor.Id, Groups = [] });
    }

    /// <summary>
    /// Both contacts as they were, except that the survivor keeps every value and membership that changed since the merge, and that consent
    /// withdrawn since holds for both: nobody can tell for which of the two it was meant. The <paramref name="later"/> merges into the same
    /// survivor (oldest first, not undone) are applied again as if this one had never been, so that what they brought stays.
    /// </summary>
    public static (ContactRow Survivor, ContactRow Legacy) Undo(
        MergeJournal journal, ContactRow survivor, ContactRow legacy, IReadOnlyList<MergeJournal>? later = null)
    {
        later ??= [];
        var revived = legacy with
        {
            MergedInto = null,
            Groups = journal.LegacyBefore.Groups,
            EmailSubscribed = legacy.EmailSubscribed && !IsWithdrawn(journal, later, survivor, row => row.EmailSubscribed),
            SmsSubscribed = legacy.SmsSubscribed && !IsWithdrawn(journal, later, survivor, row => row.SmsSubscribed),
        };
        return (WithoutMerge(journal, later, survivor), revived);
    }

    private static ContactRow WithoutMerge(MergeJournal journal, IReadOnlyList<MergeJournal> later, ContactRow survivor)
    {
        var (row, known) = (journal.SurvivorBefore, journal.SurvivorAfter);
        foreach (var merge in later)
        {
            row = ApplyDifference(row, known, merge.SurvivorBefore);
            row = Merge(row, merge.LegacyBefore).Survivor;
            row = ApplyDifference(row, Merge(merge.SurvivorBefore, merge.LegacyBefore).Survivor, merge.SurvivorAfter);
            known = merge.SurvivorAfter;
        }
        row = ApplyDifference(row, known, survivor);
        return row with { Version = survivor.Version, UpdatedAt = survivor.UpdatedAt, MergedInto = null };
    }

    /// <summary>The row with what changed between two other rows of the contact.</summary>
    private static ContactRow ApplyDifference(ContactRow row, ContactRow from, ContactRow to) => (row with
    {
        Email = from.Email == to.Email ? row.Email : to.Email,
        EmailKey = from.Email == to.Email ? row.EmailKey : to.EmailKey,
        Phone = from.Phone == to.Phone ? row.Phone : to.Phone,
        EmailSubscribed = from.EmailSubscribed == to.EmailSubscribed ? row.EmailSubscribed : to.EmailSubscribed,
        SmsSubscribed = from.SmsSubscribed == to.SmsSubscribed ? row.SmsSubscribed : to.SmsSubscribed,
        Source = from.Source == to.Source ? row.Source : to.Source,
        ForeignId = from.ForeignId == to.ForeignId ? row.ForeignId : to.ForeignId,
        Attributes = ContactAttributes.Apply(row.Attributes, ContactAttributes.Difference(from.Attributes, to.Attributes)),
        Groups = ContactRules.InOrder(Without(row.Groups, Without(from.Groups, to.Groups)).Concat(Without(to.Groups, from.Groups))),
    }).WithProfile(field => from[field] == to[field] ? row[field] : to[field]);

    /// <summary>Whether consent was taken back since the merge; what another merge took away does not count.</summary>
    private static bool IsWithdrawn(
        MergeJournal journal, IReadOnlyList<MergeJournal> later, ContactRow survivor, Func<ContactRow, bool> consent)
    {
        var known = journal.SurvivorAfter;
        foreach (var merge in later)
        {
            if (consent(known) && !consent(merge.SurvivorBefore)) return true;
            known = merge.SurvivorAfter;
        }
        return consent(known) && !consent(survivor);
    }

    private static string Filled(string own, string other) => own.Length > 0 ? own : other;

    private static IEnumerable<GroupRef> Without(IEnumerable<GroupRef> groups, IEnumerable<GroupRef> others) =>
        groups.ExceptBy(others.Select(group => group.Id), group => group.Id);
}
