namespace Contacts.Core.Contacts;

/// <summary>How sign-ups for one address that wait for the same write become one.</summary>
public static class RegistrationFold
{
    /// <summary>
    /// The one registration that does what <paramref name="first"/> and then <paramref name="second"/> would do: later values win, groups are
    /// united. Null where they must stay two, because each sign-up is recorded with its own source and actor.
    /// </summary>
    public static Registration? Fold(Registration first, Registration second)
    {
        if (first.Source != second.Source || first.Actor != second.Actor || first.OptIn != second.OptIn) return null;
        if (first.Stamp is not null || second.Stamp is not null) return null; // Each notes its own effect.
        return first with
        {
            Phone = Later(first.Phone, second.Phone, first.OptIn),
            FirstName = Later(first.FirstName, second.FirstName, first.OptIn),
            LastName = Later(first.LastName, second.LastName, first.OptIn),
            GroupIds = [.. first.GroupIds.Union(second.GroupIds)],
        };
    }

    // A contact form fills what is empty and overwrites nothing, so of two the earlier value stays.
    private static string? Later(string? first, string? second, bool overwrites) =>
        overwrites ? second ?? first : first ?? second;
}
