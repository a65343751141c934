namespace Contacts.Testing.Workload;

/// <summary>Several processes behind one store, each in its place: killed, stopped and started again while calls go on.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly Func<int, string[]> _settings;

    private Fleet(Func<int, string[]> settings, Place[] places) => (_settings, Places) = (settings, places);

    public IReadOnlyList<Place> Places { get; }

    /// <summary><paramref name="settings"/> are those of the process in each place.</summary>
    public static async Task<Fleet> StartAsync(int count, Func<int, string[]> settings)
    {
        var places = await Task.WhenAll(Enumerable.Range(0, count)
            .Select(async i => new Place(i, await SiloProcess.StartAsync(settings(i)))));
        return new(settings, places);
    }

    /// <summary>As by kill -9. Calls to this place may break from now on, until it has a process again.</summary>
    public Task KillAsync(int place)
    {
        Places[place].MayBreak = true;
        return Places[place].Silo.KillAsync();
    }

    /// <summary>As by kill; the exit code.</summary>
    public Task<int> TerminateAsync(int place) => Places[place].Silo.TerminateAsync();

    public async Task StartAgainAsync(int place)
    {
        var gone = Places[place].Silo;
        Places[place].Silo = await SiloProcess.StartAsync(_settings(place));
        Places[place].MayBreak = false;
        await gone.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in Places) await place.Silo.DisposeAsync();
    }
}

/// <summary>Where callers find a process.</summary>
public sealed class Place(int number, SiloProcess silo)
{
    private volatile SiloProcess _silo = silo;
    private volatile bool _mayBreak;

    public int Number => number;

    public SiloProcess Silo
    {
        get => _silo;
        set => _silo = value;
    }

    /// <summary>The process is being killed or is gone: connections to it may be refused or break.</summary>
    public bool MayBreak
    {
        get => _mayBreak;
        set => _mayBreak = value;
    }
}
