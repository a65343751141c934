using System.IO.Compression;
using System.Net;

namespace Contacts.GeoDatabase.Tests;

public sealed class Real_database
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "data");

    [Fact]
    public void Gives_the_answers_of_an_independent_reader()
    {
        using var compressed = File.OpenRead(Path.Combine(Folder, "country.mmdb.br"));
        using var content = new MemoryStream();
        using (var reader = new BrotliStream(compressed, CompressionMode.Decompress))
            reader.CopyTo(content);
        var database = CountryDatabase.FromBytes(content.ToArray(), "country.mmdb");

        var expected = File.ReadLines(Path.Combine(Folder, "expected.tsv")).Select(line => line.Split('\t')).ToList();
        var different = expected
            .Select(row => (Address: row[0], Expected: row[1], Answer: database.FindCountry(IPAddress.Parse(row[0])) ?? "-"))
            .Where(row => row.Expected != row.Answer)
            .ToList();

        Assert.True(expected.Count >= 2_000);
        Assert.Empty(different);
    }
}
