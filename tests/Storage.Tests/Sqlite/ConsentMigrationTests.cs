using Contacts.Storage.Tests.Contract;

namespace Contacts.Storage.Tests.Sqlite;

public sealed class ConsentMigrationTests
{
    [Fact]
    public async Task Consents_follow_from_contacts_and_their_histories()
    {
        var file = new SqliteFixture();
        // The eighth renews contacts, of which there are none, by a function of the program.
        var texts = Sql.Migrations("Sqlite/Migrations").Where(migration => migration.Number is < 16 and not 8).Select(migration => migration.Text);
        var names = string.Concat(new[] { "first_name", "last_name", "company", "first_name_folded", "last_name_folded", "search_text" }
            .Select(name => $", {name}"));
        file.Run($"""
            {string.Join('\n', texts)}
            PRAGMA user_version = 15;
            {OldContacts.Insert(day => $"{day * 86_400_000_000L}", "1", "0", (names, ", '', '', '', '', '', ''"))}
            """);

        await file.InitializeAsync();

        await OldContacts.CheckAsync(file.Consents);
        await file.DisposeAsync();
    }
}
