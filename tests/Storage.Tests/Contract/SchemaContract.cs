using Contacts.Core.PersonalData;

namespace Contacts.Storage.Tests.Contract;

public abstract class SchemaContract(IStoreFixture store) : StoreContract(store)
{
    [Fact]
    public async Task Every_table_begins_with_the_organisation()
    {
        var tables = (await Store.ColumnsAsync()).GroupBy(column => column.Table, column => column.Column);

        // SQLite's full-text index has rows of contacts by their ids, which no two organisations share.
        Assert.All(tables, table => Assert.Equal(IsTextIndex(table) ? "search_text" : "organisation_id", table.First()));
    }

    [Fact]
    public async Task Every_column_is_classified_as_personal_data_or_not()
    {
        var columns = await Store.ColumnsAsync();
        var personal = Named(table => table.Personal);
        var other = Named(table => table.Other);

        Assert.Empty(personal.Intersect(other));
        Assert.Equal([], columns.Except(personal.Concat(other)));
    }

    [Fact]
    public void The_page_of_personal_data_says_what_the_code_says()
    {
        Assert.Equal(Named(table => table.Personal), PersonalDataPage.Read(1));
        Assert.Equal(Named(table => table.Other), PersonalDataPage.Read(2));
    }

    private static HashSet<(string Table, string Column)> Named(Func<TableColumns, IReadOnlyList<string>> columns) =>
        [.. PersonalColumns.Tables.SelectMany(table => columns(table).Select(column => (table.Table, column)))];

    private static bool IsTextIndex(IGrouping<string, string> table) => table.Key == "contact_search" && table.Count() == 1;
}
