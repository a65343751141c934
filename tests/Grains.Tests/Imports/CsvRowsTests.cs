using System.Text;
using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("email,First Name,LAST_NAME,company,groups,email_subscribed,smsSubscribed,source,notes,phone\na@x.cz,Ann,Gray,ACME,A|B;C,yes,0,fair,never mind,+420777123456\n")]
    [InlineData("\uFEFFE-mail;first-name;lastName;Company;GROUPS;emailSubscribed;SMS subscribed;Source;Notes;Phone\r\na@x.cz;Ann;Gray;ACME;\"A|B;C\";yes;0;fair;;+420777123456")]
    [InlineData("sep=;\nemail;firstName;lastName;company;groups;emailSubscribed;smsSubscribed;source;notes;phone\na@x.cz;Ann;Gray;ACME;A|B|C;yes;0;fair;;+420777123456")]
    [InlineData("email\tfirstName\tlastName\tcompany\tgroups\temailSubscribed\tsmsSubscribed\tsource\tnotes\tphone\ra@x.cz\tAnn\tGray\tACME\t\"[\"\"A\"\", \"\"B\"\", \"\"C\"\"]\"\tyes\t0\tfair\t\t+420777123456\r")]
    public async Task Columns_are_found_by_their_names_whatever_separates_them(string file) =>
        Assert.Equal(
            "a@x.cz|+420777123456|Ann|Gray|ACME|A+B+C|yes|0|fair",
            Files.Text(Assert.Single(await Files.CsvAsync(file))));

    [Fact]
    public async Task Quoted_fields_may_hold_quotes_separators_line_breaks_and_any_script()
    {
        var row = Assert.Single(await Files.CsvAsync("email,firstName,company\na@x.cz,\"Žofie \"\"Ž\"\"\",\"例え, Ltd.\r\n2nd line\"\n"));

        Assert.Equal(("Žofie \"Ž\"", "例え, Ltd.\r\n2nd line"), (row.FirstName, row.Company));
    }

    [Fact]
    public async Task Blank_lines_and_lines_of_separators_alone_are_no_rows() =>
        Assert.Equal(
            ["a@x.cz", "b@x.cz"],
            (await Files.CsvAsync("email,firstName\n\na@x.cz,\n,\n  , \n\r\nb@x.cz\n")).Select(row => row.Email));

    [Fact]
    public async Task A_delimiter_that_is_named_counts() =>
        Assert.Equal("Ann, Bob", Assert.Single(await Files.CsvAsync("email;first,name;firstName\na@x.cz;x;Ann, Bob\n", ';')).FirstName);

    [Fact]
    public async Task Unknown_columns_are_named_once_and_repeated_ones_after_the_first()
    {
        Assert.Equal(["shoe size", "Email"], (await Files.IgnoredAsync(ImportFormat.Csv, "email,shoe size,notes,Email,\na@x.cz,38,,b@x.cz,\n")).ToArray());
        Assert.Equal("a@x.cz", (await Files.CsvAsync("email,Email\na@x.cz,b@x.cz"))[0].Email);
    }

    [Theory]
    [InlineData("email,firstName\na@x.cz,x\"y\nb@x.cz,Bob\n", "!", "b@x.cz")]
    [InlineData("email,firstName\na@x.cz,\"x\"y\nb@x.cz,Bob\n", "!", "b@x.cz")]
    [InlineData("email,firstName\na@x.cz,\"never closed\nb@x.cz,Bob\nc@x.cz,Cid\n", "!", "b@x.cz", "c@x.cz")]
    [InlineData("email,firstName\na@x.cz,\"never closed\r\nb@x.cz,\"Bob\"\r\nc@x.cz,Cid\r\n", "!", "b@x.cz", "c@x.cz")]
    [InlineData("email,firstName\na@x.cz,\"at the end", "!")]
    public async Task Wrong_quotes_are_an_error_of_their_line_alone(string file, params string[] expected) =>
        Assert.Equal(expected, (await Files.CsvAsync(file)).Select(row => row.Problem is null ? row.Email : "!"));

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_one_row_of_a_large_file()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"c{i}@x.cz,Name\n"));
        foreach (var pieceSize in new[] { 100_000, 4096 })
        {
            var rows = await Files.ReadAsync(ImportFormat.Csv, Files.Bytes("email,firstName\nbad@x.cz,\"open\n" + lines), pieceSize);
            Assert.Equal(20_001, rows.Count);
            Assert.NotNull(rows[0].Problem);
            Assert.All(rows.Skip(1), row => Assert.Null(row.Problem));
        }
    }

    [Fact]
    public async Task A_row_that_is_too_long_is_an_error_whatever_the_pieces_are()
    {
        var file = Files.Bytes($"email,firstName\na@x.cz,{new string('x', ImportRow.Limit)}\nb@x.cz,Bob\n");
        foreach (var pieceSize in new[] { 1000, 65_000, 200_000 })
            Assert.Equal(
                ["! None The row is longer than 64 KiB", "b@x.cz||Bob||||||"], (await Files.ReadAsync(ImportFormat.Csv, file, pieceSize)).Select(Files.Text));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_an_error_of_their_row()
    {
        byte[] file = [.. Files.Bytes("email,firstName\na@x.cz,"), 0xE1, .. Files.Bytes("\nb@x.cz,Bob\n")];

        Assert.Equal(["! None The row is not valid UTF-8", "b@x.cz||Bob||||||"], (await Files.ReadAsync(ImportFormat.Csv, file, 10)).Select(Files.Text));
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("\n\n", "The file is empty")]
    [InlineData("a@x.cz,Ann\n", "The first line must name the columns, \"email\" or \"phone\" among them")]
    [InlineData("email,\"first\n", "The first line cannot be read as CSV in UTF-8")]
    public async Task A_file_without_a_header_is_refused(string file, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<ImportFileException>(() => Files.CsvAsync(file))).Message);

    [Fact]
    public async Task A_file_in_UTF_16_is_refused()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("email\na@x.cz\n")];

        Assert.Equal("The file must be in UTF-8", (await Assert.ThrowsAsync<ImportFileException>(() => Files.ReadAsync(ImportFormat.Csv, file, 100))).Message);
    }
}
