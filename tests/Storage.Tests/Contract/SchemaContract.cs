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
        var personal = PersonalDataPage.Read(1);
        var other = PersonalDataPage.Read(2);

        Assert.Empty(personal.Intersect(other).ToList());
        Assert.Equal([], columns.Except(personal.Concat(other)));
    }

    private static bool IsTextIndex(IGrouping<string, string> table) => table.Key == "contact_search" && table.Count() == 1;
}
