using System.IO.Compression;
using System.Net;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// The database that comes with the service (<c>Bundled/README.md</c>). It is unpacked once in a process, when the first country is asked
/// for; all who ask meanwhile wait for that.
/// </summary>
public sealed class BundledCountries : ICountries
{
    private const string Resource = "Contacts.Grains.Tickets.Countries.Bundled.country.mmdb.br";

    private static readonly Lazy<Task<CountryDatabase>> _database = new(() => Task.Run(() =>
    {
        using var content = Unpack();
        return CountryDatabase.ReadUnchecked(content); // The tests have checked it.
    }));

    public async ValueTask<string?> FindOrNullAsync(IPAddress address) => (await _database.Value).FindOrNull(address);

    /// <summary>The database as a file has it.</summary>
    public static Stream Unpack()
    {
        using var packed = new BrotliStream(typeof(BundledCountries).Assembly.GetManifestResourceStream(Resource)!, CompressionMode.Decompress);
        var content = new MemoryStream(capacity: 8 << 20);
        packed.CopyTo(content);
        content.Position = 0;
        return content;
    }
}
