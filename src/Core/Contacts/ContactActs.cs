using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Audit;

namespace Contacts.Core.Contacts;

/// <summary>Tells from the history that a change of a contact writes what the audit records of it. Pure.</summary>
public static class ContactActs
{
    /// <summary>
    /// The acts of a change set, one for each kind of change; none where the history says nothing. The subject is <paramref
    /// name="contact"/>, else the first contact of the set that lives on: what follows for other contacts is in their history alone.
    /// </summary>
    public static ImmutableArray<AuditedAct> Of(ContactChangeSet changes, ContactRow? contact = null)
    {
        var subject = contact ?? changes.Contacts.FirstOrDefault(row => row.MergedInto is null);
        if (subject is null) return [];
        return
        [
            .. from entry in changes.Events
               where entry.ContactId == subject.Id
               let action = ActionOf(entry.Kind)
               where action is not null
               select new AuditedAct
               {
                   At = entry.At, Action = action, TargetKind = AuditTargets.Contact, TargetId = subject.ExternalId,
                   Summary = SummaryOf(entry, changes),
               },
        ];
    }

    private static string? ActionOf(string kind) => kind switch
    {
        EventKinds.Updated => AuditActions.ContactUpdated,
        EventKinds.EmailChanged => AuditActions.ContactEmailChanged,
        EventKinds.Merged => AuditActions.ContactMerged,
        EventKinds.Unmerged => AuditActions.ContactMergeUndone,
        EventKinds.ConsentGiven => AuditActions.ConsentGranted,
        EventKinds.ConsentWithdrawn => AuditActions.ConsentWithdrawn,
        EventKinds.ConsentRequested => AuditActions.ConfirmationSent,
        _ => null,
    };

    private static string SummaryOf(ContactEvent entry, ContactChangeSet changes) => entry.Kind switch
    {
        EventKinds.Merged => $"contact {changes.Merge!.LegacyExternalId} merged into this one, merge {changes.Merge.MergeId}",
        EventKinds.Unmerged => $"merge {changes.UndoneMergeId} undone",
        _ => string.Join(", ", NamesIn(entry.After)),
    };

    /// <summary>The fields of a history entry's JSON, without their values.</summary>
    private static ImmutableArray<string> NamesIn(string? json)
    {
        if (json is null) return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(field => field.Name)];
    }
}
