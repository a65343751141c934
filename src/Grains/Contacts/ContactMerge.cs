using System.Collections.Immutable;
using Contacts.Grains.Abstractions.Groups;

namespace Contacts.Grains.Contacts;

/// <summary>Both contacts as they were before a merge, and the survivor as the merge left it. What an undo starts from.</summary>
public sealed record MergeJournal
{
    public required ContactImage SurvivorBefore { get; init; }
    public required ContactImage LegacyBefore { get; init; }
    public required ContactImage SurvivorAfter { get; init; }
}

/// <summary>
/// The merge rule and its undo. Pure. The survivor keeps its own values, empty ones are filled from the other; groups are united; consent is
/// the stricter of the two. The other's row stays, points to the survivor and has no memberships.
/// </summary>
public static class ContactMerge
{
    public static (ContactImage Survivor, ContactImage Legacy) Merge(ContactImage survivor, ContactImage legacy)
    {
        var merged = survivor with
        {
            Email = survivor.Email ?? legacy.Email,
            EmailKey = survivor.Email is null ? legacy.EmailKey : survivor.EmailKey,
            Phone = survivor.Phone ?? legacy.Phone,
            FirstName = Filled(survivor.FirstName, legacy.FirstName),
            LastName = Filled(survivor.LastName, legacy.LastName),
            Company = Filled(survivor.Company, legacy.Company),
            Groups = ContactRules.InOrder(survivor.Groups.Concat(legacy.Groups)),
            EmailSubscribed = survivor.EmailSubscribed && legacy.EmailSubscribed,
            SmsSubscribed = survivor.SmsSubscribed && legacy.SmsSubscribed,
            Source = survivor.Source ?? legacy.Source,
        };
        return (merged, legacy with { MergedInto = survivor.Id, Groups = [] });
    }

    /// <summary>
    /// Both contacts as they were, except that the survivor keeps every value and membership that changed since the merge, and that consent
    /// withdrawn since holds for both: nobody can tell for which of the two it was meant.
    /// </summary>
    public static (ContactImage Survivor, ContactImage Legacy) Undo(MergeJournal journal, ContactImage survivor, ContactImage legacy)
    {
        var (before, after) = (journal.SurvivorBefore, journal.SurvivorAfter);
        var emailUnchanged = survivor.EmailKey == after.EmailKey;
        var restored = survivor with
        {
            Email = emailUnchanged ? before.Email : survivor.Email,
            EmailKey = emailUnchanged ? before.EmailKey : survivor.EmailKey,
            Phone = Back(survivor.Phone, after.Phone, before.Phone),
            FirstName = Back(survivor.FirstName, after.FirstName, before.FirstName),
            LastName = Back(survivor.LastName, after.LastName, before.LastName),
            Company = Back(survivor.Company, after.Company, before.Company),
            EmailSubscribed = Back(survivor.EmailSubscribed, after.EmailSubscribed, before.EmailSubscribed),
            SmsSubscribed = Back(survivor.SmsSubscribed, after.SmsSubscribed, before.SmsSubscribed),
            Source = Back(survivor.Source, after.Source, before.Source),
            Groups = WithoutAdded(survivor.Groups, before.Groups, after.Groups),
        };
        var revived = legacy with
        {
            MergedInto = null,
            Groups = journal.LegacyBefore.Groups,
            EmailSubscribed = legacy.EmailSubscribed && !(after.EmailSubscribed && !survivor.EmailSubscribed),
            SmsSubscribed = legacy.SmsSubscribed && !(after.SmsSubscribed && !survivor.SmsSubscribed),
        };
        return (restored, revived);
    }

    private static string Filled(string own, string other) => own.Length > 0 ? own : other;

    private static T Back<T>(T now, T after, T before) => EqualityComparer<T>.Default.Equals(now, after) ? before : now;

    private static ImmutableArray<GroupRef> WithoutAdded(
        ImmutableArray<GroupRef> now, ImmutableArray<GroupRef> before, ImmutableArray<GroupRef> after)
    {
        var added = after.Select(group => group.Id).Except(before.Select(group => group.Id)).ToHashSet();
        return [.. now.Where(group => !added.Contains(group.Id))];
    }
}
