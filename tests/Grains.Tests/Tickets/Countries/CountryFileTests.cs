using System.Net;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Grains.Tests.Tickets.Countries;

public sealed class CountryFileTests : IDisposable
{
    private static readonly IPAddress _address = IPAddress.Parse("1.2.3.4");
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("geo").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly LogCapture _log = new();

    private DateTime _written = DateTime.UnixEpoch;

    private string FilePath => Path.Combine(_folder, "country.mmdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_replacement_is_used_from_the_next_check_on()
    {
        using var file = Start("CZ");

        Replace("SK");
        Assert.Equal("CZ", Find(file));

        _time.Advance(_interval);
        Assert.Equal("SK", Find(file));

        _time.Advance(10 * _interval);
        Assert.StartsWith("A new country database is in use: Test-Country, built 2025-", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replacement_is_noticed_when_only_its_time_differs()
    {
        using var file = Start("CZ");
        var written = File.GetLastWriteTimeUtc(FilePath);

        File.WriteAllBytes(FilePath, Content("SK"));
        File.SetLastWriteTimeUtc(FilePath, written.AddDays(-1));
        _time.Advance(_interval);

        Assert.Equal("SK", Find(file));
    }

    [Fact]
    public void A_replacement_is_noticed_behind_a_link_that_is_moved()
    {
        File.WriteAllBytes(Path.Combine(_folder, "first"), Content("CZ"));
        File.WriteAllBytes(Path.Combine(_folder, "second"), Content("SK"));
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "second"), DateTime.UnixEpoch);
        File.CreateSymbolicLink(FilePath, "first");
        using var file = new CountryFile(FilePath, _time, _log.For<CountryFile>());

        File.CreateSymbolicLink(FilePath + ".new", "second");
        File.Move(FilePath + ".new", FilePath, overwrite: true);
        _time.Advance(_interval);

        Assert.Equal("SK", Find(file));
    }

    [Fact]
    public void A_broken_replacement_is_logged_once_and_not_used()
    {
        using var file = Start("CZ");

        File.WriteAllBytes(FilePath, Content("SK")[..100]);
        _time.Advance(10 * _interval);

        Assert.Equal("CZ", Find(file));
        Assert.Contains(FilePath, Assert.Single(_log.Lines).Text, StringComparison.Ordinal);

        Replace("DE");
        _time.Advance(_interval);
        Assert.Equal("DE", Find(file));
    }

    [Fact]
    public void The_file_may_be_cut_while_it_is_in_use()
    {
        using var file = Start("CZ");

        File.WriteAllBytes(FilePath, []);

        Assert.Equal("CZ", Find(file));
    }

    [Fact]
    public void A_missing_file_is_logged_each_time_and_the_old_content_stays()
    {
        using var file = Start("CZ");
        var aside = FilePath + ".aside";

        for (var times = 1; times <= 2; times++)
        {
            File.Move(FilePath, aside);
            _time.Advance(3 * _interval);
            Assert.Equal("CZ", Find(file));
            Assert.Equal(times, _log.Lines.Count);

            File.Move(aside, FilePath);
            _time.Advance(_interval);
        }
    }

    [Fact]
    public void After_disposal_the_file_is_no_longer_followed_but_lookups_go_on()
    {
        var file = Start("CZ");
        file.Dispose();

        Replace("SK");
        _time.Advance(10 * _interval);

        Assert.Equal("CZ", Find(file));
    }

    [Fact]
    public void At_the_start_the_file_must_be_there_and_whole()
    {
        Assert.Throws<FileNotFoundException>(() => new CountryFile(FilePath, _time, _log.For<CountryFile>()));
        Assert.Throws<UnauthorizedAccessException>(() => new CountryFile(_folder, _time, _log.For<CountryFile>()));
        File.WriteAllBytes(FilePath, Content("CZ")[..100]);
        Assert.Throws<CountryDatabaseException>(() => new CountryFile(FilePath, _time, _log.For<CountryFile>()));
    }

    [Fact]
    public async Task Lookups_get_the_old_or_the_new_country_while_the_content_is_replaced()
    {
        using var file = Start("CZ");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var wrong = 0;
            while (!stop.IsCancellationRequested) wrong += Find(file) is "CZ" or "SK" ? 0 : 1;
            return wrong;
        })).ToList();

        for (var i = 0; i < 200; i++)
        {
            Replace(i % 2 == 0 ? "SK" : "CZ");
            _time.Advance(_interval);
        }
        await stop.CancelAsync();

        Assert.All(await Task.WhenAll(readers), wrong => Assert.Equal(0, wrong));
        Assert.Equal(200, _log.Lines.Count);
    }

    private static byte[] Content(string country) => new MmdbWriter(4).Add("1.0.0.0/8", MmdbWriter.Flat(country)).ToBytes();

    private static string? Find(CountryFile file)
    {
        var found = file.FindOrNullAsync(_address);
        Assert.True(found.IsCompleted);
        return found.Result;
    }

    private CountryFile Start(string country)
    {
        File.WriteAllBytes(FilePath, Content(country));
        return new CountryFile(FilePath, _time, _log.For<CountryFile>());
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
