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

    [Theory]
    [InlineData("name,note\nAnn,x\n", ". It names \"name\", \"note\"")]
    [InlineData("na\u0007me\nAnn\n", ". It names \"name\"")]
    [InlineData("Ann,+420777123456\n", "")] // A contact: nothing of it goes into the message.
    public async Task A_header_without_address_is_refused_with_the_names_that_were_seen(string file, string seen) =>
        Assert.Equal(
            "The first line must name the columns, \"email\" or \"phone\" among them" + seen,
            (await Assert.ThrowsAsync<ImportFileException>(() => Files.CsvAsync(file))).Message);

    [Theory]
    [InlineData("email,\"note; a; b; c\"\na@x.cz,x\n")]
    [InlineData("\"last, first; x\";email\nAnn;a@x.cz\n")]
    [InlineData("a,b,c;email;d\n1,2,3;a@x.cz;4\n")]
    [InlineData("a;b;c\temail\nx;y;z\ta@x.cz\n")]
    public async Task The_delimiter_is_the_one_that_makes_a_column_of_addresses(string file) =>
        Assert.Equal("a@x.cz", Assert.Single(await Files.CsvAsync(file)).Email);

    [Fact]
    public async Task White_space_around_quotes_does_not_count() =>
        Assert.Equal(
            "a@x.cz||Ann, B.|Gray|||||",
            Files.Text(Assert.Single(await Files.CsvAsync("\"email\", \"first_name\" , last_name\na@x.cz, \"Ann, B.\" , Gray\n"))));

    [Theory]
    [InlineData("a@x.cz,Acme, Inc.,Jan", "! None The row has 4 fields, the first line names 3: a field that holds the delimiter is put into quotes")]
    [InlineData("a@x.cz,Acme,Jan, ,", "a@x.cz||Jan||Acme||||")]
    [InlineData("a@x.cz,Acme", "a@x.cz||||Acme||||")]
    public async Task A_row_with_more_fields_than_the_header_is_bad_unless_they_are_blank(string row, string expected) =>
        Assert.Equal([expected, "b@x.cz||||||||"], (await Files.CsvAsync($"email,company,first_name\n{row}\nb@x.cz,,\n")).Select(Files.Text));

    [Theory]
    [InlineData("'+420777123456", "+420777123456")]
    [InlineData("'00420777123456", "00420777123456")]
    [InlineData("\"'+420777123456\"", "+420777123456")]
    public async Task A_phone_is_read_without_the_apostrophe_of_spreadsheets(string cell, string expected) =>
        Assert.Equal(expected, Assert.Single(await Files.CsvAsync($"phone\n{cell}\n")).Phone);

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("''=1+1", "'=1+1")]
    [InlineData("'-Ann", "-Ann")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("''", "''")]
    public async Task The_apostrophe_before_what_looks_like_a_formula_is_taken_away(string cell, string expected) =>
        Assert.Equal(expected, Assert.Single(await Files.CsvAsync($"email,company\na@x.cz,{cell}\n")).Company);

    [Fact]
    public async Task Rows_and_lines_are_those_of_the_file()
    {
        const string File = "sep=,\r\n\r\nemail,firstName\r\n\r\na@x.cz,\"A\nB\rC\r\nD\"\r\n,\r\nb@x.cz,\"wrong\" quotes\r\nc@x.cz,C";

        Assert.Equal(
            ["row 2 line 5: a@x.cz", "row 4 line 10: !", "row 5 line 11: c@x.cz"],
            (await Files.CsvAsync(File)).Select(row => $"row {row.Behind.Row} line {row.Line}: {(row.Problem is null ? row.Email : "!")}"));
    }
}
