using System.Net;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// A country database that follows its file: looks every five seconds whether the file was replaced, and answers from the new content once
/// that has passed every check. A missing or broken replacement is logged once and leaves the old content in use. The constructor reads the
/// file and throws where that fails, <see cref="CountryDatabaseException"/> where the file is no country database.
/// </summary>
public sealed partial class CountryFile : ICountries, IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _lookup = new(); // The old content is unmapped under no lookup.
    private CountryDatabase _database;
    private (DateTime WrittenAt, long Length) _seen;
    private string? _reported;
    private int _checking;

    public CountryFile(string path, TimeProvider time, ILogger<CountryFile> logger)
    {
        (_path, _logger) = (path, logger);
        using (var file = Open())
        {
            _seen = VersionOf(file);
            _database = CountryDatabase.Read(file);
        }
        _timer = time.CreateTimer(_ => Check(), null, _interval, _interval);
    }

    public ValueTask<string?> FindOrNullAsync(IPAddress address)
    {
        lock (_lookup) return new(_database.FindOrNull(address));
    }

    /// <summary>Stops following the file; lookups keep working.</summary>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        // A slow load must not pile up checks behind it.
        if (Interlocked.Exchange(ref _checking, 1) == 1) return;
        try
        {
            if (TryReload()) LogReloaded(_database.DatabaseType, _database.BuiltAt);
            _reported = null;
        }
        catch (Exception e) when (e is CountryDatabaseException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            if (_reported != e.Message) LogReloadFailed(_path, e.Message);
            _reported = e.Message;
        }
        finally
        {
            Volatile.Write(ref _checking, 0);
        }
    }

    private bool TryReload()
    {
        using var file = Open();
        var version = VersionOf(file);
        if (version == _seen) return false;
        var loaded = ReadOnce(file, version);
        if (VersionOf(file) == version)
        {
            _seen = version;
            Exchange(loaded);
            return true;
        }
        loaded.Dispose(); // Still being written: what was read may be half of each content. The next check sees it whole.
        return false;
    }

    /// <summary>A broken content is not read again until the file changes.</summary>
    private CountryDatabase ReadOnce(FileStream file, (DateTime, long) version)
    {
        try
        {
            return CountryDatabase.Read(file);
        }
        catch (CountryDatabaseException)
        {
            _seen = version;
            throw;
        }
    }

    private void Exchange(CountryDatabase loaded)
    {
        var old = _database;
        lock (_lookup) _database = loaded;
        old.Dispose();
    }

    /// <summary>
    /// Version and content come from one handle: they belong together even if the name is given to another file meanwhile.
    /// </summary>
    private FileStream Open() => new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static (DateTime, long) VersionOf(FileStream file) =>
        (File.GetLastWriteTimeUtc(file.SafeFileHandle), RandomAccess.GetLength(file.SafeFileHandle));

    [LoggerMessage(Level = LogLevel.Information, Message = "A new country database is in use: {Type}, built {BuiltAt:yyyy-MM-dd}")]
    private partial void LogReloaded(string type, DateTime builtAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The country database {Path} was not renewed, the old one stays in use: {Problem}")]
    private partial void LogReloadFailed(string path, string problem);
}
