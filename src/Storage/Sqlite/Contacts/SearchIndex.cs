using Contacts.Core.Contacts;
using Contacts.Core.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Writes the search texts that a transaction changed into the index, at its end: FTS5 writes out what it holds whenever a savepoint
/// begins, which for one row after the other costs ten times as much. Each transaction merges a share of the segments: what FTS5 would
/// merge by itself grows with the number of levels, of which every cleaning after an erasure leaves two more, until single commits take
/// half a second.
/// </summary>
internal static class SearchIndex
{
    /// <summary>Pages that a transaction merges at most, besides one for every <see cref="ChangesPerPage"/> changes.</summary>
    private const int MergedPages = 64;

    private const int ChangesPerPage = 4;

    private static readonly SqliteQuery _add = SqliteQuery.Load("Contacts/search_index_add.sql");
    private static readonly SqliteQuery _remove = SqliteQuery.Load("Contacts/search_index_remove.sql");
    private static readonly SqliteQuery _merge = SqliteQuery.Load("Contacts/search_index_merge.sql");

    public static void Write(SqliteSession session)
    {
        if (session.SearchChanges.Count == 0) return;
        foreach (var change in session.SearchChanges)
        {
            if (change.Before is not null) session.Prepare(_remove).Bind(change.ContactId).Bind(change.Before).Run();
            session.Prepare(_add).Bind(change.ContactId).Bind(change.After).Run();
        }
        Merge(session, MergedPages + (session.SearchChanges.Count / ChangesPerPage));
    }

    /// <summary>
    /// Merges segments, as many pages; a negative number begins with all segments, also those that need no merging. False once nothing is
    /// left to merge: then the command itself is the only change.
    /// </summary>
    public static bool Merge(SqliteSession session, int pages)
    {
        var before = session.TotalChanges;
        session.Prepare(_merge).Bind(pages).Run();
        return session.TotalChanges - before >= 2;
    }
}

/// <summary>The text that searches match: the folded names in both orders, then address, company and phone, each in its line.</summary>
internal readonly record struct SearchText(string FirstName, string LastName, string All)
{
    public static SearchText Of(ContactRow contact)
    {
        var first = TextFolding.Fold(contact.FirstName);
        var last = TextFolding.Fold(contact.LastName);
        return new SearchText(first, last, AllOf(first, last, contact.Email, contact.Company, contact.Phone));
    }

    /// <summary>The text of names that are folded already, and of what is not; migrations call it too.</summary>
    public static string AllOf(string? first, string? last, string? email, string? company, string? phone)
    {
        var name = string.IsNullOrEmpty(first) || string.IsNullOrEmpty(last) ? first + last : $"{first} {last} {first}";
        return $"{name}\n{AddressText.Of(email ?? "")}\n{TextFolding.Fold(company ?? "")}\n{phone}";
    }
}
