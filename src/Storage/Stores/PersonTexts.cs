using System.Text.Json;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Stores;

/// <summary>The texts by which a person is known, collected from rows, histories and journals. Not thread-safe.</summary>
internal sealed class PersonTexts
{
    public HashSet<string> Emails { get; } = [];

    public HashSet<string> Keys { get; } = [];

    public HashSet<string> Phones { get; } = [];

    public HashSet<string> ForeignIds { get; } = [];

    public HashSet<string> Others { get; } = [];

    public void Add(ContactRow row)
    {
        Add(Emails, row.Email);
        Add(Keys, row.EmailKey);
        Add(Phones, row.Phone);
        Add(ForeignIds, row.ForeignId);
        foreach (var field in ProfileField.All) Add(Others, row[field]);
    }

    /// <summary>Merges and their undoing tell of values that were another contact's.</summary>
    public void Add(StoredEvent entry)
    {
        if (entry.Kind is EventKinds.Merged or EventKinds.Unmerged) return;
        Add(entry.Before);
        Add(entry.After);
    }

    /// <summary>Adds the values that the person's own contacts had before the merge.</summary>
    public void Add(StoredMerge merge, IReadOnlySet<long> own)
    {
        var journal = MergeDecisions.Read(merge.Journal);
        if (own.Contains(merge.SurvivorId)) Add(journal.SurvivorBefore);
        if (own.Contains(merge.LegacyId)) Add(journal.LegacyBefore);
    }

    private void Add(string? json)
    {
        if (json is null) return;
        using var document = JsonDocument.Parse(json);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind != JsonValueKind.String) continue;
            var texts = field.Name switch { "email" => Emails, "phone" => Phones, "externalId" => ForeignIds, _ => Others };
            Add(texts, field.Value.GetString());
        }
    }

    private static void Add(HashSet<string> texts, string? text)
    {
        if (!string.IsNullOrEmpty(text)) texts.Add(text);
    }
}
