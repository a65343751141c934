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
