using Contacts.Storage.Sqlite;
using Contacts.Storage.Sqlite.Contacts;
using Microsoft.Data.Sqlite;

namespace Contacts.Storage.Tests.Sqlite;

public sealed class SearchIndexTests : IDisposable
{
    private const int Step = 256;

    private static readonly SqliteQuery _begin = new("BEGIN IMMEDIATE");
    private static readonly SqliteQuery _commit = new("COMMIT");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contacts-");
    private readonly Random _random = new(20_261_130);
    private readonly SqliteSession _session;
    private long _contacts;

    public SearchIndexTests()
    {
        var path = Path.Combine(_folder.FullName, "contacts.db");
        _session = new(path, SqliteOpenMode.ReadWriteCreate, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
        SqliteMigrations.Apply(_session, path);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void However_often_the_index_was_cleaned_a_transaction_merges_no_more_than_its_share()
    {
        for (var i = 0; i < 40; i++) Clean();

        var changes = Enumerable.Range(0, 2_500).Select(_ => Write(60)).ToArray();

        Assert.InRange(changes.Max(), 500, 2_000); // Without a share of its own some 5,500.
    }

    /// <summary>How many rows of its tables the index changed for so many contacts.</summary>
    private int Write(int contacts)
    {
        var before = _session.TotalChanges;
        _session.SearchChanges.Clear();
        for (var i = 0; i < contacts; i++)
            _session.SearchChanges.Add(new(++_contacts, null, _random.GetString("abcdefghijklmnopqrstuvwxyz", 40)));
        _session.Prepare(_begin).Run();
        SearchIndex.Write(_session);
        _session.Prepare(_commit).Run();
        return _session.TotalChanges - before;
    }

    private void Clean()
    {
        Write(1);
        _session.Prepare(_begin).Run();
        var isMore = SearchIndex.Merge(_session, -Step);
        while (isMore) isMore = SearchIndex.Merge(_session, Step);
        _session.Prepare(_commit).Run();
    }
}
