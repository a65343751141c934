using Contacts.Silo;
using Contacts.Silo.Startup;

namespace Contacts.Cluster.Tests;

/// <summary>Settings that no start takes: a process is tried with each kind of failure, the rest is tried without one.</summary>
public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("Contacts:RootKey=ROOTtooshort", "Contacts:RootKey")]
    [InlineData("Contacts:DataDirectory=/dev/null/data", "Contacts:DataDirectory")]
    [InlineData("Logging:LogLevel:Default=Loud", "Logging:LogLevel")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize=much", "Kestrel:Limits:MaxRequestBodySize")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string setting, string name) =>
        Assert.Contains(name, await StoppedAsync(setting), StringComparison.Ordinal);

    [Theory]
    [InlineData("Contacts:RootKey=ROOTaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "at least three different characters")]
    [InlineData("Contacts:Rootkeys=x", "Contacts:Rootkeys")]
    [InlineData("ConnectionStrings:Contacts=Hots=localhost", "ConnectionStrings:Contacts")]
    [InlineData("Contacts:Import:MaxBytes=1GiB", "Contacts:Import:MaxBytes")]
    [InlineData("urls=nonsense", "urls")]
    [InlineData("urls=http://localhost:99999", "urls")]
    [InlineData("urls=ftp://localhost:8080", "urls")]
    [InlineData("Contacts:Smtp:Port=70000", "Contacts:Smtp:Port")]
    [InlineData("Contacts:Smtp:StartTls=perhaps", "Contacts:Smtp:StartTls")]
    [InlineData("Contacts:Smtp:Host=not a host", "Contacts:Smtp:Host")]
    [InlineData("Contacts:DisposableMailDomains=not a domain", "Contacts:DisposableMailDomains")]
    [InlineData("Contacts:Cluster:SiloPort=70000", "Contacts:Cluster:SiloPort")]
    [InlineData("Contacts:Cluster:ClusterId=two words", "Contacts:Cluster:ClusterId")]
    [InlineData("Contacts:Cluster:AdvertisedAddress=0.0.0.0", "Contacts:Cluster:AdvertisedAddress")]
    public void A_wrong_setting_is_named(string setting, string name) =>
        Assert.Contains(name, Refused(setting), StringComparison.Ordinal);

    [Theory]
    [InlineData("Contacts:Smtp:Host", "smtp://mail.example.com", "the name or address of an SMTP server")]
    [InlineData("Contacts:Smtp:Host", "two names", "the name or address of an SMTP server")]
    [InlineData("Contacts:Smtp:Port", "0", "a port from 1 to 65535")]
    [InlineData("Contacts:Smtp:Port", "65536", "a port from 1 to 65535")]
    [InlineData("Contacts:Smtp:Port", "smtp", "a port from 1 to 65535")]
    [InlineData("Contacts:Smtp:StartTls", "maybe", "true (required), false (never) or auto (where it is offered)")]
    [InlineData("Contacts:Smtp:From", "nobody", "an address, or Name <address>")]
    [InlineData("Contacts:DisposableMailDomains", "not a domain", "domains such as example.com")]
    [InlineData("Contacts:TrustedProxies", "10.0.0.0/33", "networks such as 10.0.0.0/8 or addresses")]
    [InlineData("Contacts:Grains:CollectionAge", "00:01:59", "a time from 00:02:00 to 1.00:00:00")]
    [InlineData("Contacts:Grains:CollectionAge", "15 minutes", "a time from 00:02:00 to 1.00:00:00")]
    [InlineData("Contacts:Dashboard", "yes", "true or false")]
    public void The_line_also_has_the_value_and_what_is_accepted(string name, string value, string accepted)
    {
        var line = Refused($"{name}={value}");

        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Contains(value, line, StringComparison.Ordinal);
        Assert.Contains(accepted, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contacts:Smtp:User=secret-user", "Contacts:Smtp:Password")]
    [InlineData("Contacts:Smtp:Password=secret-word", "Contacts:Smtp:User")]
    public void Half_a_login_is_refused_and_not_repeated(string setting, string missing)
    {
        var line = Refused(setting);

        Assert.Contains(missing, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(5_000)]
    public async Task A_missing_or_damaged_country_database_stops_the_start_with_one_line(int? length)
    {
        using var data = new DataFolder();
        var path = Path.Combine(data.Path, "country.mmdb");
        if (length is { } bytes) await File.WriteAllBytesAsync(path, new byte[bytes]);

        var line = await StoppedAsync($"Contacts:GeoDatabase={path}");

        Assert.Contains("Contacts:GeoDatabase", line, StringComparison.Ordinal);
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains("a country database in the MaxMind format", line, StringComparison.Ordinal);
    }

    /// <summary>The one line of a process that does not start.</summary>
    private static async Task<string> StoppedAsync(string setting)
    {
        using var data = new DataFolder();
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting, setting);
        Assert.Equal(1, exitCode);
        return Single(output);
    }

    /// <summary>The line of a start that fails while the process is put together.</summary>
    private static string Refused(string setting)
    {
        using var data = new DataFolder();
        var refusal = Assert.ThrowsAny<Exception>(
            () => SiloHost.Build(["--environment=Development", "--urls=http://127.0.0.1:0", $"--{data.Setting}", $"--{setting}"]));
        return Single(StartFailure.Explain(refusal) ?? $"{refusal}");
    }

    private static string Single(string output) =>
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
