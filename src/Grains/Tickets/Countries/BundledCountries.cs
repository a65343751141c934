using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// The database that comes with the service (<c>Bundled/README.md</c>). It is unpacked once, when the first country is asked for; all who
/// ask meanwhile wait for that. Where that fails, for want of memory perhaps, every country is unknown, which is logged once, and unpacking
/// is tried again at most once a minute.
/// </summary>
public sealed partial class BundledCountries : ICountries
{
    /// <summary>From the begin of a load that failed to the next.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private const string Resource = "Contacts.Grains.Tickets.Countries.Bundled.country.mmdb.br";

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<Stream> _unpack;
    private readonly Lock _loading = new();
    private Task<CountryDatabase>? _database;
    private long _loadBegan;
    private int _isReported;

    public BundledCountries(TimeProvider time, ILogger<BundledCountries> logger)
        : this(time, logger, Unpack)
    {
    }

    internal BundledCountries(TimeProvider time, ILogger<BundledCountries> logger, Func<Stream> unpack) =>
        (_time, _logger, _unpack) = (time, logger, unpack);

    public async ValueTask<string?> FindOrNullAsync(IPAddress address)
    {
        try
        {
            return (await LoadOnceAsync()).FindOrNull(address);
        }
        catch (Exception e) // Whatever keeps it from being loaded or read: the form is judged by everything else.
        {
            if (Interlocked.Exchange(ref _isReported, 1) == 0) LogLoadFailed(e.Message);
            return null;
        }
    }

    /// <summary>The database as a file has it.</summary>
    public static Stream Unpack()
    {
        using var packed = new BrotliStream(typeof(BundledCountries).Assembly.GetManifestResourceStream(Resource)!,
            CompressionMode.Decompress);
        var content = new MemoryStream(capacity: 8 << 20);
        packed.CopyTo(content);
        content.Position = 0;
        return content;
    }

    private Task<CountryDatabase> LoadOnceAsync()
    {
        lock (_loading)
        {
            if (_database is null || (_database.IsFaulted && _time.GetElapsedTime(_loadBegan) >= RetryAfter))
                (_database, _loadBegan) = (Task.Run(Load), _time.GetTimestamp());
            return _database;
        }
    }

    private CountryDatabase Load()
    {
        using var content = _unpack();
        return CountryDatabase.ReadUnchecked(content); // The tests have checked it.
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The bundled country database could not be loaded; countries are unknown meanwhile: {Problem}")]
    private partial void LogLoadFailed(string problem);
}
