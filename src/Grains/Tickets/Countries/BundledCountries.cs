using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// The database that comes with the service (<c>Bundled/README.md</c>). It is unpacked once in a process, when the first country is asked
/// for; all who ask meanwhile wait for that. While there is no room to unpack it every country is unknown, which is logged once, and each
/// form tries again.
/// </summary>
public sealed partial class BundledCountries(ILogger<BundledCountries>? logger = null) : ICountries
{
    private const string Resource = "Contacts.Grains.Tickets.Countries.Bundled.country.mmdb.br";

    private static Lazy<Task<CountryDatabase>> _database = NewLoad();

    private readonly ILogger _logger = logger ?? NullLogger<BundledCountries>.Instance;
    private int _isReported;

    public async ValueTask<string?> FindOrNullAsync(IPAddress address)
    {
        var database = _database;
        try
        {
            return (await database.Value).FindOrNull(address);
        }
        catch (Exception e) // Whatever keeps it from being loaded or read: the form is judged by everything else.
        {
            Interlocked.CompareExchange(ref _database, NewLoad(), database);
            if (Interlocked.Exchange(ref _isReported, 1) == 0) LogLoadFailed(e.Message);
            return null;
        }
    }

    /// <summary>The database as a file has it.</summary>
    public static Stream Unpack()
    {
        using var packed = new BrotliStream(typeof(BundledCountries).Assembly.GetManifestResourceStream(Resource)!, CompressionMode.Decompress);
        var content = new MemoryStream(capacity: 8 << 20);
        packed.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private static Lazy<Task<CountryDatabase>> NewLoad() => new(() => Task.Run(() =>
    {
        using var content = Unpack();
        return CountryDatabase.ReadUnchecked(content); // The tests have checked it.
    }));

    [LoggerMessage(Level = LogLevel.Error, Message = "The bundled country database could not be loaded; countries are unknown meanwhile: {Problem}")]
    private partial void LogLoadFailed(string problem);
}
