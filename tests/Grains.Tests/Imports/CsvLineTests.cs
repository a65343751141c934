using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,", "")]
    [InlineData("a, b ,,c", "a|b|c")]
    [InlineData("\"Prague, Brno\",b", "Prague, Brno|b")]
    [InlineData("a, \"say \"\"hi\"\"\" ", "a|say \"hi\"")]
    [InlineData("15\" screens,b", "15\" screens|b")]
    [InlineData("\"never closed,b", "\"never closed|b")]
    [InlineData("a\r\nb,c", "a b|c")]
    public void Fields_are_separated_by_commas_outside_quotes(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', CsvLine.Fields(line)));
}
