using System.Net;

namespace Contacts.Cluster.Tests;

public sealed class StartAndStopTests
{
    [Theory]
    [InlineData("Contacts:RootKey=ROOTtooshort", "Contacts:RootKey")]
    [InlineData("Contacts:RootKey=ROOTaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Contacts:RootKey")]
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
    [InlineData("Contacts:DataDirectory=/dev/null/data", "Contacts:DataDirectory")]
    [InlineData("Logging:LogLevel:Default=Loud", "Logging:LogLevel")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize=much", "Kestrel:Limits:MaxRequestBodySize")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string setting, string name)
    {
        var line = await RefusedAsync(setting);
        Assert.Contains(name, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", "certificate")]
    [InlineData("http://203.0.113.9:8080", "Cannot assign")] // an address for documentation, of no machine
    public async Task An_address_that_cannot_be_served_stops_the_start_and_is_named(string address, string why)
    {
        using var data = new DataFolder();
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting, $"urls={address}");
        Assert.Equal(1, exitCode);
        Assert.Contains($"Setting urls is '{address}'", output, StringComparison.Ordinal);
        Assert.Contains(why, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contacts:GeoDatabase", "/no/such/country.mmdb", "a country database in the MaxMind format")]
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
    public async Task The_line_also_has_the_value_and_what_is_accepted(string name, string value, string accepted)
    {
        var line = await RefusedAsync($"{name}={value}");

        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Contains(value, line, StringComparison.Ordinal);
        Assert.Contains(accepted, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contacts:Smtp:User=secret-user", "Contacts:Smtp:Password")]
    [InlineData("Contacts:Smtp:Password=secret-word", "Contacts:Smtp:User")]
    public async Task Half_a_login_is_refused_and_not_repeated(string setting, string missing)
    {
        var line = await RefusedAsync(setting);

        Assert.Contains(missing, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public async Task A_damaged_country_database_stops_the_start_with_one_line(int length)
    {
        using var data = new DataFolder();
        var path = Path.Combine(data.Path, "country.mmdb");
        await File.WriteAllBytesAsync(path, new byte[length]);

        var line = await RefusedAsync($"Contacts:GeoDatabase={path}");

        Assert.Contains("Contacts:GeoDatabase", line, StringComparison.Ordinal);
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains("a country database in the MaxMind format", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_prints_address_data_a_curl_and_a_link_to_the_console_and_nothing_else_while_all_is_well()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        using (var response = await silo.Http.RegisterAsync("quiet@example.com", "group"))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await silo.TerminateAsync());
        Assert.Contains($"curl -X POST \"http://127.0.0.1:{silo.Port}/api/v1/newsletter/register-contact?apiKey=", silo.Output,
            StringComparison.Ordinal);
        Assert.Contains(Path.Combine(data.Path, "contacts.db"), silo.Output, StringComparison.Ordinal);
        Assert.Contains($"Console: http://127.0.0.1:{silo.Port}/console/sign-in/", silo.Output, StringComparison.Ordinal);
        Assert.Equal(5, silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length);
    }

    [Fact]
    public async Task No_files_are_watched()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var handles = new DirectoryInfo($"/proc/{silo.Id}/fd").GetFileSystemInfos().Select(handle => handle.LinkTarget ?? "").ToList();
        Assert.Contains(handles, handle => handle.EndsWith("contacts.db", StringComparison.Ordinal));
        Assert.DoesNotContain(handles, handle => handle.Contains("inotify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIGTERM_answers_what_is_in_flight_and_exits_with_0()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var load = Load.Start(silo.Http, "stop", enough: 200);
        await load.UnderWay;
        Assert.Equal(0, await silo.TerminateAsync());
        var acknowledged = await load.StopAsync();

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        var stored = (await restarted.Http.SearchAsync("stop")).Select(contact => contact.Email!).ToHashSet();
        Assert.Empty(acknowledged.Except(stored));
    }

    [Fact]
    public async Task SIGTERM_while_the_start_waits_for_the_store_exits_with_0()
    {
        string[] away = ["ConnectionStrings:Contacts=Host=127.0.0.1;Port=1;Username=nobody;Database=nothing"];
        await using var silo = await SiloProcess.BeginAsync(s => s.Output.Contains("waiting for it", StringComparison.Ordinal), away);
        await EndsOrderlyAsync(silo);
    }

    [Fact]
    public async Task SIGTERM_while_the_store_is_being_made_exits_with_0()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.BeginAsync(_ => File.Exists(Path.Combine(data.Path, "contacts.db")), [data.Setting]);
        await EndsOrderlyAsync(silo);
    }

    private static async Task EndsOrderlyAsync(SiloProcess silo)
    {
        Assert.Equal(0, await silo.TerminateAsync());
        Assert.DoesNotContain("Exception", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Output, StringComparison.Ordinal);
    }

    /// <summary>The one line that a start with a wrong setting leaves.</summary>
    private static async Task<string> RefusedAsync(string setting)
    {
        using var data = new DataFolder();
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting, setting);
        Assert.NotEqual(0, exitCode);
        return Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_with_one_line()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting);
        Assert.NotEqual(0, exitCode);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        using var response = await silo.Http.RegisterAsync("still@example.com");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
