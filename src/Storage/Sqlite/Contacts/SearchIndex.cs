using Contacts.Core.Contacts;
using Contacts.Core.Text;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Writes the search texts that a transaction changed into the index, at its end: FTS5 writes out what it holds whenever a savepoint
/// begins, which for one row after the other costs ten times as much.
/// </summary>
internal static class SearchIndex
{
    private static readonly SqliteQuery _add = SqliteQuery.Load("Contacts/search_index_add.sql");
    private static readonly SqliteQuery _remove = SqliteQuery.Load("Contacts/search_index_remove.sql");

    public static void Write(SqliteSession session)
    {
        foreach (var change in session.SearchChanges)
        {
            if (change.Before is not null) session.Prepare(_remove).Bind(change.ContactId).Bind(change.Before).Run();
            session.Prepare(_add).Bind(change.ContactId).Bind(change.After).Run();
        }
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
