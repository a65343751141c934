using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>Builds the change sets of a merge and of its undo, with journal and history.</summary>
public static partial class MergeDecisions
{
    /// <summary>What an erasure leaves of the journal of a merge.</summary>
    public const string ErasedJournal = "{}";

    /// <summary>
    /// Merges <paramref name="legacy"/> into <paramref name="survivor"/>, and applies <paramref name="then"/> (a rename) to the survivor.
    /// The legacy row is written first, so that its address is free when the survivor takes it.
    /// </summary>
    public static Decision Decide(
        ContactRow survivor, ContactRow legacy, ConsentBook book, ChangeNote note, Func<ContactRow, ContactRow>? then = null)
    {
        var (merged, gone) = MergeRule.Merge(survivor, legacy);
        var renamed = (then is null ? merged : then(merged)) with { UpdatedAt = note.At };
        var after = ContactConsents.Merge(book, survivor, legacy, renamed, note.Act);
        merged = merged with { EmailSubscribed = after.EmailSubscribed, SmsSubscribed = after.SmsSubscribed };
        var mergeId = ExternalId.New();
        var events = Events(survivor, legacy, merged, after, note);
        var changes = Decision.Set(survivor.OrganisationId, [gone with { UpdatedAt = note.At }, after], events, note.At) with
        {
            Merge = new MergeRecord
            {
                OrganisationId = survivor.OrganisationId, MergeId = mergeId, SurvivorId = survivor.Id, LegacyId = legacy.Id,
                LegacyExternalId = legacy.ExternalId, MergedAt = note.At, Actor = note.Actor, Reason = note.Reason,
                Journal = Write(new MergeJournal
                {
                    SurvivorBefore = survivor, LegacyBefore = legacy, SurvivorAfter = after, Consents = book.Before,
                }),
            },
        };
        return new(Decision.Answered(after) with { MergeId = mergeId }, changes);
    }

    /// <summary>
    /// Gives both contacts of a merge back, as they are to be <paramref name="then"/>. The survivor is written first: it releases the
    /// address that was the other's.
    /// </summary>
    public static Decision Undo(MergeRecord merge, (ContactRow Survivor, ContactRow Legacy) now,
        (ContactRow Survivor, ContactRow Legacy) then, ChangeNote note)
    {
        var ((survivor, legacy), (restored, revived)) = (now, then);
        ImmutableArray<ContactEvent> events =
        [
            ContactEvents.OfKind(EventKinds.Unmerged, survivor, restored, note),
            ContactEvents.OfKind(EventKinds.Unmerged, legacy, revived, note),
        ];
        ImmutableArray<ContactRow> rows = [restored with { UpdatedAt = note.At }, revived with { UpdatedAt = note.At }];
        var changes = Decision.Set(merge.OrganisationId, rows, events, note.At) with { UndoneMergeId = merge.MergeId };
        return new(Decision.Answered(rows[0]), changes);
    }

    public static MergeJournal Read(string journal)
    {
        var read = JsonSerializer.Deserialize(journal, JournalJson.Default.MergeJournal)!;
        return new()
        {
            SurvivorBefore = Complete(read.SurvivorBefore), LegacyBefore = Complete(read.LegacyBefore),
            SurvivorAfter = Complete(read.SurvivorAfter), Consents = read.Consents.IsDefault ? [] : read.Consents,
        };
    }

    /// <summary>A journal does not have the fields that contacts did not have when it was written; consents neither.</summary>
    private static ContactRow Complete(ContactRow row) => row.WithProfile(field => (string?)row[field] ?? "");

    private static string Write(MergeJournal journal) => JsonSerializer.Serialize(journal, JournalJson.Default.MergeJournal);

    private static ImmutableArray<ContactEvent> Events(
        ContactRow survivor, ContactRow legacy, ContactRow merged, ContactRow after, ChangeNote note)
    {
        var events = ImmutableArray.Create(
            ContactEvents.OfKind(EventKinds.Merged, survivor, merged, note),
            ContactEvents.OfKind(EventKinds.Merged, legacy, legacy with { Groups = [] }, note));
        return merged.Email == after.Email ? events : events.Add(ContactEvents.OfKind(EventKinds.EmailChanged, merged, after, note));
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(MergeJournal))]
    private sealed partial class JournalJson : JsonSerializerContext;
}
