using System.Text;
using System.Text.Json;
using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Any file reads the same in pieces of any size, and from behind each of its rows on.</summary>
public sealed class ResumeTests
{
    private static readonly string[] _parts =
        ["a", "Ž", "例", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", "|", " ", "@x.cz", "b@y.cz", "\uFEFF", "\u0000", "x y", "[", "\ud83d\ude00"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Files_of_anything_read_the_same_in_any_pieces_and_from_any_row(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var file = Files.Bytes("email,firstName,groups\n" + Noise(random));
            if (random.Next(3) == 0) file[random.Next(23, file.Length)] = 0xFF;
            await AssertSameAsync(random, ImportFormat.Csv, file);
            await AssertSameAsync(random, ImportFormat.JsonLines, file);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Rows_written_down_by_the_rules_are_read_as_they_were(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var values = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (Email: "e" + Value(random), Name: Value(random))).ToArray();
            var csv = "email,firstName\r\n" + string.Concat(values.Select(value => $"{Quoted(value.Email)},{Quoted(value.Name)}\r\n"));
            var json = string.Join('\n', values.Select(value => JsonSerializer.Serialize(new { email = value.Email, firstName = value.Name })));

            foreach (var (format, text) in new[] { (ImportFormat.Csv, csv), (ImportFormat.JsonLines, json) })
            {
                var rows = await Files.ReadAsync(format, Files.Bytes(text), random.Next(1, 50));
                Assert.Equal(values, rows.Select(row => (row.Email!, row.FirstName!)));
            }
        }
    }

    private static async Task AssertSameAsync(Random random, ImportFormat format, byte[] file)
    {
        var whole = await Files.ReadAsync(format, file, file.Length);
        var pieces = await Files.ReadAsync(format, file, random.Next(1, 40));
        Assert.Equal(whole.Select(Placed), pieces.Select(Placed));
        for (var i = 0; i < whole.Count; i++)
        {
            var rest = await Files.ReadAsync(format, file, random.Next(1, 40), place: whole[i].Behind);
            Assert.Equal(whole.Skip(i + 1).Select(Placed), rest.Select(Placed));
        }
    }

    private static (ImportPlace Behind, long Line, string Text) Placed(ImportRow row) => (row.Behind, row.Line, Files.Text(row));

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => _parts[random.Next(_parts.Length)]));

    private static string Value(Random random) => Noise(random);

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
