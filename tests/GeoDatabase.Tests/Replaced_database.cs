using System.Net;
using Contacts.Testing;

namespace Contacts.GeoDatabase.Tests;

public sealed class Replaced_database : IDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("1.2.3.4");

    private readonly string _folder = Directory.CreateTempSubdirectory("geo").FullName;
    private readonly ManualTime _time = new();
    private readonly List<Exception> _failures = [];

    private DateTime _written = DateTime.UnixEpoch;

    private string FilePath => Path.Combine(_folder, "country.mmdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Is_used_from_the_next_check_on()
    {
        using var database = Start("CZ");
        var reloads = 0;
        database.Reloaded += _ => reloads++;

        Replace("SK");
        Assert.Equal("CZ", database.FindCountry(Address));

        _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);
        Assert.Equal("SK", database.FindCountry(Address));

        _time.Advance(10 * ReloadingCountryDatabase.DefaultCheckInterval);
        Assert.Equal(1, reloads);
    }

    [Fact]
    public void Is_noticed_when_only_its_time_changed()
    {
        using var database = Start("CZ");
        var written = File.GetLastWriteTimeUtc(FilePath);

        File.WriteAllBytes(FilePath, Content("SK"));
        File.SetLastWriteTimeUtc(FilePath, written.AddDays(-1));
        _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);

        Assert.Equal("SK", database.FindCountry(Address));
    }

    [Fact]
    public void Is_noticed_behind_a_link_that_is_moved()
    {
        File.WriteAllBytes(Path.Combine(_folder, "first"), Content("CZ"));
        File.WriteAllBytes(Path.Combine(_folder, "second"), [.. Content("SK")]);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "second"), DateTime.UnixEpoch);
        File.CreateSymbolicLink(FilePath, "first");
        using var database = new ReloadingCountryDatabase(FilePath, _time);

        File.CreateSymbolicLink(FilePath + ".new", "second");
        File.Move(FilePath + ".new", FilePath, overwrite: true);
        _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);

        Assert.Equal("SK", database.FindCountry(Address));
    }

    [Fact]
    public void Is_reported_once_and_not_used_when_it_is_broken()
    {
        using var database = Start("CZ");

        File.WriteAllBytes(FilePath, Content("SK")[..100]);
        _time.Advance(10 * ReloadingCountryDatabase.DefaultCheckInterval);

        Assert.Equal("CZ", database.FindCountry(Address));
        Assert.Contains(FilePath, Assert.IsType<GeoDatabaseException>(Assert.Single(_failures)).Message);

        Replace("DE");
        _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);
        Assert.Equal("DE", database.FindCountry(Address));
    }

    [Fact]
    public void Is_reported_each_time_it_goes_missing_and_the_old_content_stays()
    {
        using var database = Start("CZ");
        var aside = FilePath + ".aside";

        for (var times = 1; times <= 2; times++)
        {
            File.Move(FilePath, aside);
            _time.Advance(3 * ReloadingCountryDatabase.DefaultCheckInterval);
            Assert.Equal("CZ", database.FindCountry(Address));
            Assert.Equal(times, _failures.Count);

            File.Move(aside, FilePath);
            _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);
        }
    }

    [Fact]
    public void Is_no_longer_looked_for_after_disposal_but_lookups_go_on()
    {
        var database = Start("CZ");
        database.Dispose();

        Replace("SK");
        _time.Advance(10 * ReloadingCountryDatabase.DefaultCheckInterval);

        Assert.Equal("CZ", database.FindCountry(Address));
    }

    [Fact]
    public void Must_exist_at_the_start() =>
        Assert.Contains(FilePath, Assert.Throws<GeoDatabaseException>(() => new ReloadingCountryDatabase(FilePath, _time)).Message);

    [Fact]
    public async Task Is_swapped_under_lookups_without_a_wrong_answer()
    {
        using var database = Start("CZ");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var wrong = 0;
            while (!stop.IsCancellationRequested)
                wrong += database.FindCountry(Address) is "CZ" or "SK" ? 0 : 1;
            return wrong;
        })).ToList();

        for (var i = 0; i < 200; i++)
        {
            Replace(i % 2 == 0 ? "SK" : "CZ");
            _time.Advance(ReloadingCountryDatabase.DefaultCheckInterval);
        }
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), wrong => Assert.Equal(0, wrong));
    }

    private static byte[] Content(string country) => new MmdbWriter(24, 4).Add("1.0.0.0/8", Layouts.Flat(country)).ToBytes();

    private ReloadingCountryDatabase Start(string country)
    {
        File.WriteAllBytes(FilePath, Content(country));
        var database = new ReloadingCountryDatabase(FilePath, _time);
        database.ReloadFailed += _failures.Add;
        return database;
    }

    private void Replace(string country)
    {
        var next = FilePath + ".new";
        File.WriteAllBytes(next, Content(country));
        // The contents have one length, and a file system's clock may stand still between two writes of a test.
        File.SetLastWriteTimeUtc(next, _written = _written.AddSeconds(1));
        File.Move(next, FilePath, overwrite: true);
    }
}
