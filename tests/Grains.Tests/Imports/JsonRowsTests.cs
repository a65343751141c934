using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

public sealed class JsonRowsTests
{
    [Fact]
    public async Task An_object_in_each_line_is_a_row_and_its_names_are_those_of_CSV()
    {
        var rows = await Files.JsonAsync("""
            {"email": "a@x.cz", "first_name": "Žofie", "lastName": "Gray", "groups": ["A;B", "C"], "email_subscribed": true, "smsSubscribed": "no"}

            {"phone": "+420777123456", "company": null, "groups": "A|B", "notes": {"deep": [1]}, "source": "fair"}
            """);

        Assert.Equal(["a@x.cz||Žofie|Gray||A;B+C|true|no|", "|+420777123456||||A+B|||fair"], rows.Select(Files.Text));
    }

    [Theory]
    [InlineData("""{"email": 3}""", "! Email must be a string")]
    [InlineData("""{"email": "a@x.cz", "groups": [1]}""", "! Groups must be an array of strings")]
    [InlineData("""{"email": "a@x.cz", "groups": {}}""", "! Groups must be an array of strings")]
    [InlineData("""{"email": "a@x.cz", "email_subscribed": 1}""", "! EmailSubscribed must be a boolean")]
    [InlineData("""{"email": "a@x.cz", "firstName": true}""", "! FirstName must be a string")]
    [InlineData("""{"email": "a@x.cz" """, "! None The row is not one JSON object")]
    [InlineData("""{"email": "a@x.cz"} {}""", "! None The row is not one JSON object")]
    [InlineData("""["a@x.cz"]""", "! None The row is not one JSON object")]
    [InlineData("""{"email": "\ud800"}""", "! None The row is not one JSON object")]
    [InlineData("nothing", "! None The row is not one JSON object")]
    public async Task What_is_wrong_is_an_error_of_its_row_alone(string line, string expected) =>
        Assert.Equal([expected, "b@x.cz||||||||"], (await Files.JsonAsync(line + "\n{\"email\": \"b@x.cz\"}\n")).Select(Files.Text));

    [Fact]
    public async Task A_line_that_is_too_long_or_no_UTF_8_is_an_error_of_its_row()
    {
        byte[] file =
        [
            .. Files.Bytes($"{{\"email\": \"{new string('x', ImportRow.Limit)}\"}}\n"), .. Files.Bytes("{\"email\": \""), 0xFF,
            .. Files.Bytes("\"}\n{\"email\": \"b@x.cz\"}"),
        ];
        foreach (var pieceSize in new[] { 100, 65_536, 200_000 })
            Assert.Equal(
                ["! None The row is longer than 64 KiB", "! None The row is not valid UTF-8", "b@x.cz||||||||"],
                (await Files.ReadAsync(ImportFormat.JsonLines, file, pieceSize)).Select(Files.Text));
    }

    [Fact]
    public async Task Rows_count_as_the_lines_of_the_file_do() =>
        Assert.Equal([2, 4], (await Files.JsonAsync("\n{\"email\": \"a@x.cz\"}\n \nnothing\n")).Select(row => row.Line));

    [Fact]
    public async Task Unknown_names_are_reported_up_to_fifty()
    {
        var file = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{{\"email\": \"a@x.cz\", \"x{i}\": 1, \"x0\": 2}}"));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"x{i}"), await Files.IgnoredAsync(ImportFormat.JsonLines, file));
    }
}
