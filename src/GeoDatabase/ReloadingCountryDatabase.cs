using System.Net;

namespace Contacts.GeoDatabase;

/// <summary>
/// A country database that follows its file: looks every few seconds whether the file was replaced, and answers from the new content once
/// that has passed every check. A missing or broken replacement is reported once and leaves the old content in use. The constructor throws
/// <see cref="GeoDatabaseException"/> where there is no usable file to begin with. Safe for any number of threads.
/// </summary>
public sealed class ReloadingCountryDatabase : IDisposable
{
    /// <summary>How often the file is looked at unless the caller says otherwise.</summary>
    public static readonly TimeSpan DefaultCheckInterval = TimeSpan.FromSeconds(5);

    private readonly string _path;
    private readonly ITimer _timer;
    private volatile CountryDatabase _current;
    private (DateTime WrittenAt, long Length) _version;
    private string? _reported;
    private int _checking;

    public ReloadingCountryDatabase(string path, TimeProvider time, TimeSpan? checkInterval = null)
    {
        _path = path;
        using (var file = DatabaseFile.Open(path))
        {
            _version = file.Version;
            _current = file.Load();
        }
        var interval = checkInterval ?? DefaultCheckInterval;
        _timer = time.CreateTimer(_ => Check(), null, interval, interval);
    }

    /// <summary>Raised on a timer thread after a new content came into use.</summary>
    public event Action<CountryDatabase>? Reloaded;

    /// <summary>
    /// Raised on a timer thread when the file is missing or broken; once for each such state. The old content stays in use.
    /// </summary>
    public event Action<Exception>? ReloadFailed;

    /// <summary>The content in use now.</summary>
    public CountryDatabase Current => _current;

    /// <summary>As <see cref="CountryDatabase.FindCountry"/>, from the content in use now.</summary>
    public string? FindCountry(IPAddress address) => _current.FindCountry(address);

    /// <summary>Stops following the file; lookups keep working.</summary>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        // A slow load must not pile up checks behind it.
        if (Interlocked.Exchange(ref _checking, 1) == 1)
            return;
        try
        {
            var reloaded = TryReload();
            _reported = null;
            if (reloaded)
                Reloaded?.Invoke(_current);
        }
        catch (Exception e) when (e is GeoDatabaseException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            Report(e);
        }
        finally
        {
            Volatile.Write(ref _checking, 0);
        }
    }

    private bool TryReload()
    {
        using var file = DatabaseFile.Open(_path);
        var version = file.Version;
        if (version == _version)
            return false;
        var loaded = file.Load();
        // Still being written: what was read may be half of each content. The next check sees it whole.
        if (file.Version != version)
            return false;
        _current = loaded;
        _version = version;
        return true;
    }

    private void Report(Exception problem)
    {
        if (_reported == problem.Message)
            return;
        _reported = problem.Message;
        ReloadFailed?.Invoke(problem);
    }
}
