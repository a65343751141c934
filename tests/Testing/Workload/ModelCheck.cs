namespace Contacts.Testing.Workload;

/// <summary>What must be true of the database after a load, whatever was killed meanwhile.</summary>
public static class ModelCheck
{
    private static readonly string[] _mayRaiseConsent = ["registered", "created", "consent-given", "unmerged"];

    public static void OneOfEachAddress(Stored stored) =>
        None("several live contacts of one address", stored.Live.Where(contact => contact.EmailKey is not null)
            .GroupBy(contact => contact.EmailKey)
            .Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(contact => contact.Id))}"));

    public static void Contacts(Stored stored, Acknowledged acknowledged)
    {
        OneOfEachAddress(stored);
        HistoriesLeadToTheRows(stored);
        None("consent raised by others than the person", stored.Events.Where(IsConsentRaisedByOthers));
        GroupsAreThere(stored, acknowledged);
        MergesHold(stored, acknowledged);

        var written = stored.Events.Where(entry => entry.After.ContainsKey("lastName"))
            .Select(entry => (entry.ContactId, entry.After["lastName"])).ToHashSet();
        None("acknowledged names without an entry", acknowledged.Created.Concat(acknowledged.Updated)
            .Where(it => !written.Contains((it.Id, $"\"{it.LastName}\""))));
        var reasons = stored.Events.Where(entry => entry.Kind == "email-changed").Select(entry => entry.Reason).ToHashSet();
        None("acknowledged changes of address without an entry", acknowledged.Renamed.Where(reason => !reasons.Contains(reason)));
    }

    /// <summary>Every ticket once, numbered without a gap, with its contact, and its mail sent.</summary>
    public static void Tickets(Stored stored, Acknowledged acknowledged)
    {
        None("tickets stored twice", stored.Tickets.GroupBy(ticket => ticket.Subject).Where(same => same.Count() > 1)
            .Select(same => same.Key));
        None("acknowledged tickets that are not there", acknowledged.Tickets.Except(stored.Tickets.Select(ticket => ticket.Subject)));
        Assert.Equal(Enumerable.Range(1, stored.Tickets.Count).Select(i => (long)i), stored.Tickets.Select(ticket => ticket.Number)
            .Order());
        Assert.All(stored.Tickets, ticket => Assert.Equal<short?>(1, ticket.MailState));
        Assert.All(stored.Tickets, ticket => stored.Survivor(ticket.ContactId!.Value));
    }

    public static void Limits(Acknowledged acknowledged) =>
        None("minutes with too many permits", acknowledged.Permits.Where(minute => minute.Value > Tenancy.LimitPerMinute));

    public static void None<T>(string what, IEnumerable<T> found)
    {
        var some = found.Take(5).ToList();
        Assert.True(some.Count == 0, $"There are {what}: {string.Join("; ", some)}");
    }

    /// <summary>
    /// Each entry starts where the one before ended, and the last ends at the row: no change was lost or written over unseen. Of groups an
    /// entry names those that were left and joined.
    /// </summary>
    private static void HistoriesLeadToTheRows(Stored stored)
    {
        var states = stored.Contacts.Keys.ToDictionary(id => id, _ => StoredContact.Nothing());
        var groups = stored.Contacts.Keys.ToDictionary(id => id, _ => new HashSet<long>());
        foreach (var entry in stored.Events)
        {
            var state = states[entry.ContactId];
            foreach (var (field, value) in entry.Before)
                Assert.Equal((entry.ContactId, field, state[field]), (entry.ContactId, field, value));
            foreach (var (field, value) in entry.After) state[field] = value;
            None($"groups left that contact {entry.ContactId} was not in", entry.GroupsLeft.Where(id => !groups[entry.ContactId].Remove(id)));
            None($"groups joined that contact {entry.ContactId} was in", entry.GroupsJoined.Where(id => !groups[entry.ContactId].Add(id)));
        }
        foreach (var contact in stored.Contacts.Values)
        {
            foreach (var (field, value) in contact.Fields)
                Assert.Equal((contact.Id, field, states[contact.Id][field]), (contact.Id, field, value));
            Assert.Equal(contact.Groups.Order(), groups[contact.Id].Order());
        }
    }

    private static bool IsConsentRaisedByOthers(StoredEvent entry) =>
        !_mayRaiseConsent.Contains(entry.Kind)
        && (entry.After.GetValueOrDefault("emailSubscribed") == "true" || entry.After.GetValueOrDefault("smsSubscribed") == "true");

    /// <summary>
    /// Each acknowledged group of a sign-up was given to a contact, and whoever was given a group or inherited it has it.
    /// </summary>
    private static void GroupsAreThere(Stored stored, Acknowledged acknowledged)
    {
        var given = stored.Events.Where(entry => entry.Kind is not ("merged" or "unmerged"))
            .SelectMany(entry => entry.GroupsJoined.Select(group => (entry.ContactId, Group: group))).ToList();
        var groups = given.Select(it => it.Group).ToHashSet();
        None("acknowledged groups nobody was given",
            acknowledged.Groups.Where(name => !stored.Groups.TryGetValue(name, out var id) || !groups.Contains(id)));
        None("groups that contacts lost", given.Where(it => !stored.Survivor(it.ContactId).Groups.Contains(it.Group)));
    }

    private static void MergesHold(Stored stored, Acknowledged acknowledged)
    {
        var merges = stored.Merges.ToDictionary(merge => merge.Id);
        None("acknowledged merges that are not there", acknowledged.Merged.Where(id => !merges.ContainsKey(id)));
        None("acknowledged undos of merges in force", acknowledged.Undone.Where(undo => !merges[undo.MergeId].IsUndone));
        var reasons = stored.Events.Where(entry => entry.Kind == "unmerged").Select(entry => entry.Reason).ToHashSet();
        None("acknowledged undos without an entry", acknowledged.Undone.Where(undo => !reasons.Contains(undo.Reason)));

        var inForce = stored.Merges.Where(merge => !merge.IsUndone).Select(merge => (merge.Legacy, merge.Survivor)).Order();
        var rows = stored.Contacts.Values.Where(contact => contact.MergedInto is not null)
            .Select(contact => (contact.Id, contact.MergedInto!.Value)).Order();
        Assert.Equal(inForce, rows);
    }
}
