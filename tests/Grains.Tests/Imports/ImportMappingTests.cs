using Contacts.Core;
using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

public sealed class ImportMappingTests
{
    [Theory]
    [InlineData("[]", "must be a JSON object of names of columns and fields")]
    [InlineData("{\"a\": 1}", "must name a field for the column \"a\"")]
    [InlineData("{\"a\": \"shoe size\"}", "names a field that does not exist: \"shoe size\"")]
    [InlineData("{\"a\": \"notes\"}", "names a field that does not exist: \"notes\"")]
    [InlineData("{\"a\": \"email\", \"b\": \"email\"}", "names two columns for the field \"email\"")]
    [InlineData("{\"a\": \"email\", \"A \": \"phone\"}", "names the column \"A\" twice")]
    [InlineData("{\"a\": ", "must be a JSON object of names of columns and fields")]
    public void What_is_no_mapping_is_refused(string json, string rule)
    {
        Assert.Null(ImportMapping.ReadOrNull(json, out var said));
        Assert.Equal(rule, said);
    }

    [Fact]
    public void The_mapping_wins_over_the_names_of_columns()
    {
        var mapping = ImportMapping.ReadOrNull("""{"Contact": "email", "name ": "last_name", "company": ""}""", out _)!;

        Assert.Equal(
            [InputField.Email, null, InputField.LastName, InputField.None, InputField.Phone, null],
            new[] { "contact", "email", "Name", "Company", "phone", "surname" }.Select(name => mapping.FindOrNull(name)?.Field));
        Assert.Equal("name", mapping.MissingOrNull(["Contact", "COMPANY"]));
        Assert.Null(mapping.MissingOrNull(["Contact", " company", "NAME", "more"]));
    }
}
